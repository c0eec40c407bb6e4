package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.ReadContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The encryption of a PSKC container (RFC 6030 §6): AES-CBC with the vector in front, and an HMAC
/// over the cipher value.
final class PskcSeal {

  private final PskcFormat format;
  private final byte[] key;
  private final byte[] macKey;

  private PskcSeal(PskcFormat format, byte[] key, byte[] macKey) {
    this.format = format;
    this.key = key;
    this.macKey = macKey;
  }

  static boolean isUsed(XmlElement container) {
    return container.child("EncryptionKey").isPresent();
  }

  static PskcSeal open(
      PskcFormat format, BackupFile file, XmlElement container, ReadContext context, Items items)
      throws BackupFileException {
    XmlElement encryption = container.child("EncryptionKey").orElseThrow();
    byte[] key;
    try (BackupPassword password = context.requirePassword(file, format)) {
      byte[] utf8 = password.expose(byte[]::clone);
      try {
        Optional<XmlElement> derived = encryption.child("DerivedKey");
        key =
            derived.isPresent()
                ? derive(format, derived.get(), utf8, new KeyDerivation(format, context, items))
                : preShared(format, utf8);
      } finally {
        Arrays.fill(utf8, (byte) 0);
      }
    }
    Optional<XmlElement> macMethod = container.child("MACMethod");
    Optional<XmlElement> wrapped =
        macMethod.flatMap(method -> method.path("MACKey", "CipherData", "CipherValue"));
    byte[] macKey = key;
    if (wrapped.isPresent()) {
      macKey =
          Encoded.base64(wrapped.get().text())
              .flatMap(value -> decrypt(key, value))
              .filter(plain -> plain.length > 0)
              .orElseThrow(() -> Refusal.wrongPassword(format));
    }
    return new PskcSeal(format, key, macKey);
  }

  private static byte[] preShared(PskcFormat format, byte[] utf8) throws BackupFileException {
    return Encoded.hex(new String(utf8, StandardCharsets.UTF_8))
        .filter(key -> key.length == 16 || key.length == 24 || key.length == 32)
        .orElseThrow(() -> Refusal.wrongPassword(format));
  }

  private static byte[] derive(
      PskcFormat format, XmlElement derived, byte[] utf8, KeyDerivation derivation)
      throws BackupFileException {
    XmlElement method =
        derived
            .child("KeyDerivationMethod")
            .flatMap(m -> m.child("PBKDF2-params"))
            .orElseThrow(() -> Refusal.unsupported(format, "its key is not derived by PBKDF2"));
    byte[] salt =
        method
            .path("Salt", "Specified")
            .flatMap(e -> Encoded.base64(e.text()))
            .orElseThrow(() -> Refusal.damaged(format, "the salt is missing"));
    String prf =
        method.child("PRF").map(p -> p.attribute("Algorithm")).orElse("").toLowerCase(Locale.ROOT);
    Pbkdf2 function = Pbkdf2.HMAC_SHA1;
    if (prf.contains("sha256")) {
      function = Pbkdf2.HMAC_SHA256;
    } else if (prf.contains("sha512")) {
      function = Pbkdf2.HMAC_SHA512;
    }
    try {
      long rounds = WholeNumber.read("rounds", method.textOf("IterationCount"), 1, Long.MAX_VALUE);
      String stored = method.textOf("KeyLength");
      int length = stored.isBlank() ? 16 : (int) WholeNumber.read("key", stored, 16, 32);
      if (length % 8 != 0) {
        throw Refusal.damaged(format, "the key length is out of range");
      }
      return derivation.pbkdf2(function, utf8, salt, rounds, length);
    } catch (ItemException e) {
      throw Refusal.damaged(format, e.reason());
    }
  }

  /// @throws BackupFileException when the key package's seal shows that the password is wrong
  void check(XmlElement keyPackage) throws BackupFileException {
    Optional<XmlElement> secret = keyPackage.path("Key", "Data", "Secret");
    if (secret.isEmpty() || secret.get().child("EncryptedValue").isEmpty()) {
      return;
    }
    try {
      secret(secret.get());
    } catch (ItemException e) {
      throw Refusal.wrongPassword(format);
    }
  }

  /// The bytes of a sealed value.
  byte[] secret(XmlElement secret) throws ItemException {
    byte[] value =
        secret
            .path("EncryptedValue", "CipherData", "CipherValue")
            .flatMap(e -> Encoded.base64(e.text()))
            .orElseThrow(() -> new ItemException("secret: its cipher value is not Base64"));
    Optional<XmlElement> mac = secret.child("ValueMAC");
    if (mac.isPresent()) {
      byte[] stored = Encoded.base64(mac.get().text()).orElse(new byte[0]);
      String name = stored.length == 32 ? "HmacSHA256" : "HmacSHA1";
      if (!MessageDigest.isEqual(Digests.hmac(name, macKey, value), stored)) {
        throw new ItemException("secret: its seal is broken");
      }
    }
    return decrypt(key, value)
        .orElseThrow(() -> new ItemException("secret: the key does not open it"));
  }

  private static Optional<byte[]> decrypt(byte[] key, byte[] value) {
    return value.length < 32
        ? Optional.empty()
        : Aes.openCbc(key, Arrays.copyOf(value, 16), Arrays.copyOfRange(value, 16, value.length));
  }
}
