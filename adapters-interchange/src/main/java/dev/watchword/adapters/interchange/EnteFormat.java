package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import dev.watchword.core.keyuri.KeyUri;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Ente Auth: URIs with an own parameter for all else, plain or sealed.
final class EnteFormat extends NamedFormat {

  private static final String DISPLAY = "codeDisplay";
  private static final String DISPLAY_PARAMETER = "codedisplay";

  EnteFormat() {
    super("ente", "Ente Auth", "plain and encrypted");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    JsonView json = JsonView.of(file);
    if (json.hasMembers("kdfParams", "encryptedData")
        || json.hasMembers("kdfParams", "encryptionNonce")) {
      return Certainty.CERTAIN;
    }
    String text = TextView.ofLines(file).text();
    return text.contains(DISPLAY) && UriLines.anyUri(text) ? Certainty.LIKELY : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    Items items = new Items(this, context);
    TextView text = TextView.of(file);
    if (JsonView.of(file).root().isObject()) {
      byte[] plain = open(file, JsonView.of(file).require(this), context, items);
      text = TextView.of(plain);
      Arrays.fill(plain, (byte) 0);
      if (!text.isText()) {
        throw Refusal.damaged(this, "what was sealed is no text");
      }
    }
    if (!text.isText()) {
      throw Refusal.notThisFormat(this);
    }
    UriLines.read(text.text(), items, EnteFormat::draft);
    return items.contents();
  }

  private static ItemDraft draft(KeyUri uri) {
    JsonValue display = uri.extra(DISPLAY_PARAMETER).map(JsonView::inner).orElse(JsonValue.MISSING);
    List<String> tags =
        display.get("tags").items().stream()
            .map(JsonValue::text)
            .flatMap(Optional::stream)
            .toList();
    return ItemDraft.ofUri(uri)
        .tags(tags)
        .note(display.text("note"))
        .pinned(display.isTrue("pinned"))
        .trashed(display.isTrue("trashed"));
  }

  private byte[] open(BackupFile file, JsonValue root, ReadContext context, Items items)
      throws BackupFileException {
    if (!root.text("version").equals("1")) {
      throw Refusal.unsupported(this, "its version is not 1");
    }
    JsonValue kdf = root.get("kdfParams");
    byte[] salt = base64(kdf, "salt");
    byte[] sealed = base64(root, "encryptedData");
    byte[] header = base64(root, "encryptionNonce");
    if (header.length != SecretStream.HEADER_LENGTH) {
      throw Refusal.damaged(this, "encryptionNonce has not 24 bytes");
    }
    long passes = number(kdf, "opsLimit");
    long memory = number(kdf, "memLimit");
    try (BackupPassword password = context.requirePassword(file, this)) {
      byte[] utf8 = password.expose(byte[]::clone);
      try {
        byte[] key =
            new KeyDerivation(this, context, items)
                .argon2id(utf8, salt, passes, Math.max(1, memory / 1024), 1);
        return SecretStream.open(key, header, sealed)
            .orElseThrow(() -> Refusal.wrongPassword(this));
      } finally {
        Arrays.fill(utf8, (byte) 0);
      }
    }
  }

  private long number(JsonValue value, String name) throws BackupFileException {
    try {
      return WholeNumber.read(name, value.text(name), 1, Long.MAX_VALUE);
    } catch (ItemException e) {
      throw Refusal.damaged(this, e.reason());
    }
  }

  private byte[] base64(JsonValue root, String name) throws BackupFileException {
    return Encoded.base64(root.text(name))
        .filter(bytes -> bytes.length > 0)
        .orElseThrow(() -> Refusal.damaged(this, name + " is not Base64"));
  }

  @Override
  public Optional<BackupWriter> writer() {
    return Optional.of(new EnteWriter());
  }
}
