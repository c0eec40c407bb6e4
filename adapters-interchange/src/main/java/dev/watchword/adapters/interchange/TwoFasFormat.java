package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// 2FAS: JSON with services and groups; encrypted, only the services are.
final class TwoFasFormat extends NamedFormat {

  static final int ROUNDS = 10_000;
  private static final byte[] NO_AAD = {};

  TwoFasFormat() {
    super("2fas", "2FAS", "schemas 1 to 4, plain and encrypted");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    JsonView json = JsonView.of(file);
    if (json.hasMembers("servicesEncrypted") || json.hasMembers("services", "schemaVersion")) {
      return Certainty.CERTAIN;
    }
    return json.root().get("services").anyItem(service -> service.has("otp"))
        ? Certainty.LIKELY
        : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    JsonValue root = JsonView.of(file).require(this);
    Items items = new Items(this, context);
    JsonValue services = root.get("services");
    if (!root.text("servicesEncrypted").isEmpty()) {
      services = JsonView.of(open(file, root, context, items)).require(this);
    }
    if (!services.isArray()) {
      throw Refusal.damaged(this, "the list of services is missing");
    }
    Map<String, String> groups = new HashMap<>();
    for (JsonValue group : root.get("groups").items()) {
      groups.put(group.text("id"), group.text("name"));
    }
    for (JsonValue service : services.items()) {
      items.add(() -> draft(service, groups));
    }
    return items.contents();
  }

  private static ItemDraft draft(JsonValue service, Map<String, String> groups)
      throws ItemException {
    JsonValue otp = service.get("otp");
    String type = otp.text("tokenType");
    String group = groups.get(service.text("groupId"));
    return new ItemDraft()
        .type(type.isEmpty() ? OtpType.TOTP : OtpType.named(type))
        .issuer(service.text("name"))
        .issuerIfNone(otp.text("issuer"))
        .account(otp.text("account"))
        .base32(service.text("secret"))
        .algorithm(otp.get("algorithm").text())
        .digits(otp.get("digits").text())
        .period(otp.get("period").text())
        .counter(otp.get("counter").text())
        .tags(group == null ? List.of() : List.of(group));
  }

  private byte[] open(BackupFile file, JsonValue root, ReadContext context, Items items)
      throws BackupFileException {
    Sealed services = Sealed.parse(root.text("servicesEncrypted"), this);
    KeyDerivation derivation = new KeyDerivation(this, context, items);
    try (BackupPassword password = context.requirePassword(file, this)) {
      byte[] utf8 = password.expose(byte[]::clone);
      try {
        Optional<byte[]> plain = services.open(utf8, derivation);
        if (plain.isPresent()) {
          return plain.get();
        }
        // the reference is sealed alike: where it opens, the password is right
        String reference = root.text("reference");
        if (!reference.isEmpty()
            && Sealed.parse(reference, this).open(utf8, derivation).isPresent()) {
          throw Refusal.damaged(this, "the seal of the services is broken");
        }
        throw Refusal.wrongPassword(this);
      } finally {
        Arrays.fill(utf8, (byte) 0);
      }
    }
  }

  /// Three Base64 texts between colons: cipher text with tag, salt, nonce.
  private record Sealed(byte[] text, byte[] salt, byte[] nonce) {

    static Sealed parse(String value, TwoFasFormat format) throws BackupFileException {
      List<Optional<byte[]>> parts =
          Arrays.stream(value.split(":", -1)).map(Encoded::base64).toList();
      if (parts.size() != 3 || parts.stream().anyMatch(Optional::isEmpty)) {
        throw Refusal.damaged(format, "the sealed services are not three Base64 texts");
      }
      return new Sealed(
          parts.get(0).orElseThrow(), parts.get(1).orElseThrow(), parts.get(2).orElseThrow());
    }

    Optional<byte[]> open(byte[] password, KeyDerivation derivation) throws BackupFileException {
      byte[] key = derivation.pbkdf2(Pbkdf2.HMAC_SHA256, password, salt, ROUNDS, 32);
      return Aes.openGcm(key, nonce, NO_AAD, text);
    }
  }

  @Override
  public Optional<BackupWriter> writer() {
    return Optional.of(new TwoFasWriter());
  }
}
