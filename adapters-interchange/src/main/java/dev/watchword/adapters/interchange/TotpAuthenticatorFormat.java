package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// TOTP Authenticator: Base64 of a sealed JSON whose only member's name is the list, and its
/// Android preferences.
final class TotpAuthenticatorFormat extends NamedFormat {

  private static final String PREFERENCE = "STATIC_TOTP_CODES_LIST";
  private static final byte[] DEFAULT_PASSWORD =
      "TotpAuthenticator".getBytes(StandardCharsets.US_ASCII);

  TotpAuthenticatorFormat() {
    super("totp-authenticator", "TOTP Authenticator", "encrypted backup, Android preferences");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    if (SharedPreferences.peek(file).containsKey(PREFERENCE)) {
      return Certainty.CERTAIN;
    }
    return sealed(file).isPresent() ? Certainty.POSSIBLE : Certainty.NO;
  }

  /// The whole file as Base64 of whole cipher blocks.
  private static Optional<byte[]> sealed(BackupFile file) {
    return Encoded.base64(TextView.ofLines(file).text())
        .filter(bytes -> bytes.length > 0 && bytes.length % 16 == 0);
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    Items items = new Items(this, context);
    String text;
    if (XmlView.of(file).isRoot("map")) {
      text = SharedPreferences.read(file, this).getOrDefault(PREFERENCE, "");
    } else {
      JsonValue root = JsonView.of(open(file, context, items)).require(this);
      text = root.members().keySet().stream().findFirst().orElse("");
    }
    JsonValue list = JsonView.of(text.getBytes(StandardCharsets.UTF_8)).require(this);
    if (!list.isArray()) {
      throw Refusal.damaged(this, "its content is no list");
    }
    for (JsonValue item : list.items()) {
      items.add(() -> draft(item));
    }
    return items.contents();
  }

  private static ItemDraft draft(JsonValue item) throws ItemException {
    String issuer = item.text("issuer");
    ItemDraft draft =
        new ItemDraft()
            .issuer(issuer.equals("Unknown") ? "" : issuer)
            .account(item.text("name"))
            .digits(item.get("digits").text())
            .period(item.get("period").text())
            .pinned(item.isTrue("isFavorite"));
    String key = item.text("key");
    return switch (item.text("base")) {
      case "16" -> draft.hex(key);
      case "", "32" -> draft.base32(key);
      case "64" -> draft.base64(key);
      default -> throw new ItemException("secret: its base is not one of 16, 32 and 64");
    };
  }

  /// The app's own password is tried first: it is what most backups are made with.
  private byte[] open(BackupFile file, ReadContext context, Items items)
      throws BackupFileException {
    byte[] sealed = sealed(file).orElseThrow(() -> Refusal.notThisFormat(this));
    new KeyDerivation(this, context, items).weak("a single SHA-256");
    Optional<byte[]> plain = open(sealed, DEFAULT_PASSWORD);
    if (plain.isPresent()) {
      return plain.get();
    }
    try (BackupPassword password = context.requirePassword(file, this)) {
      byte[] utf8 = password.expose(byte[]::clone);
      try {
        return open(sealed, utf8).orElseThrow(() -> Refusal.wrongPassword(this));
      } finally {
        Arrays.fill(utf8, (byte) 0);
      }
    }
  }

  /// A wrong password may pass the padding; the text must be JSON as well.
  private static Optional<byte[]> open(byte[] sealed, byte[] password) {
    return Aes.openCbc(Digests.sha256(password), new byte[16], sealed)
        .filter(plain -> plain.length > 0 && plain[0] == '{');
  }
}
