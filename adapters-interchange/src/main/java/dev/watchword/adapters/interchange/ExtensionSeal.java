package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The three ways in which the browser extension seals its entries: the password itself, a random
/// key under the password, or keys derived by Argon2id.
final class ExtensionSeal {

  private static final int PASSES = 2;
  private static final int MEMORY_KIB = 19 * 1024;

  private final byte[] passphrase;
  private final Map<String, byte[]> byKeyId;

  private ExtensionSeal(byte[] passphrase, Map<String, byte[]> byKeyId) {
    this.passphrase = passphrase;
    this.byKeyId = byKeyId;
  }

  /// @param wrapped the member `key` of version 2, which may be missing
  /// @param keys the key entries of version 3
  static ExtensionSeal open(
      BackupFormat format,
      JsonValue wrapped,
      List<JsonValue> keys,
      byte[] password,
      KeyDerivation derivation)
      throws BackupFileException {
    Map<String, byte[]> byKeyId = new HashMap<>();
    derivation.checkSlots(keys.size());
    for (JsonValue key : keys) {
      byKeyId.put(key.text("id"), derive(format, key, password, derivation));
    }
    if (keys.isEmpty()) {
      derivation.weak("one round of MD5");
    }
    String sealedKey = wrapped.text("enc");
    if (sealedKey.isEmpty()) {
      return new ExtensionSeal(password.clone(), byKeyId);
    }
    byte[] key =
        CryptoJs.open(sealedKey, password).orElseThrow(() -> Refusal.wrongPassword(format));
    String hex = HexFormat.of().formatHex(key);
    return new ExtensionSeal(hex.getBytes(StandardCharsets.US_ASCII), byKeyId);
  }

  private static byte[] derive(
      BackupFormat format, JsonValue key, byte[] password, KeyDerivation derivation)
      throws BackupFileException {
    byte[] salt = key.text("salt").getBytes(StandardCharsets.UTF_8);
    byte[] derived = derivation.argon2id(password, salt, PASSES, MEMORY_KIB, 1);
    byte[] passphrase =
        Base64.getEncoder()
            .withoutPadding()
            .encodeToString(derived)
            .getBytes(StandardCharsets.US_ASCII);
    Optional<Argon2String> check = Argon2String.parse(key.text("hash"));
    if (check.isPresent() && !check.get().fits(passphrase, derivation)) {
      throw Refusal.wrongPassword(format);
    }
    return passphrase;
  }

  /// Whether an entry is a sealed one that opens.
  boolean opens(JsonValue entry) {
    try {
      if (entry.get("data").isText()) {
        entry(entry);
      } else if (entry.isTrue("encrypted")) {
        secret(entry);
      } else {
        return false;
      }
      return true;
    } catch (ItemException e) {
      return false;
    }
  }

  /// The secret's text of an entry whose secret alone is sealed.
  String secret(JsonValue entry) throws ItemException {
    return CryptoJs.open(entry.text("secret"), passphrase)
        .map(plain -> new String(plain, StandardCharsets.UTF_8))
        .filter(text -> text.chars().allMatch(c -> c >= ' ' && c < 127))
        .orElseThrow(() -> new ItemException("secret: the password does not open it"));
  }

  /// The fields of an entry that is sealed whole.
  JsonValue entry(JsonValue entry) throws ItemException {
    byte[] key = byKeyId.getOrDefault(entry.text("keyId"), passphrase);
    JsonValue plain =
        CryptoJs.open(entry.text("data"), key)
            .map(bytes -> JsonView.inner(new String(bytes, StandardCharsets.UTF_8)))
            .orElse(JsonValue.MISSING);
    if (!plain.isObject()) {
      throw new ItemException("secret: the password does not open it");
    }
    return plain;
  }

  void close() {
    Arrays.fill(passphrase, (byte) 0);
    byKeyId.values().forEach(key -> Arrays.fill(key, (byte) 0));
  }

  /// A password hash in the text form of Argon2: `$argon2id$v=19$m=…,t=…,p=…$SALT$HASH`.
  private record Argon2String(long memoryKib, long passes, long lanes, byte[] salt, byte[] hash) {

    static Optional<Argon2String> parse(String text) {
      String[] parts = text.split("\\$", -1);
      if (parts.length != 6 || !parts[1].equals("argon2id") || !parts[2].equals("v=19")) {
        return Optional.empty();
      }
      Map<String, Long> parameters = new HashMap<>();
      for (String parameter : parts[3].split(",", -1)) {
        int equals = parameter.indexOf('=');
        try {
          parameters.put(
              parameter.substring(0, Math.max(equals, 0)),
              WholeNumber.read("hash", parameter.substring(equals + 1), 1, 1L << 31));
        } catch (ItemException e) {
          return Optional.empty();
        }
      }
      Optional<byte[]> salt = Encoded.base64(parts[4]);
      Optional<byte[]> hash = Encoded.base64(parts[5]).filter(h -> h.length == 32);
      return salt.isEmpty() || hash.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Argon2String(
                  parameters.getOrDefault("m", 0L),
                  parameters.getOrDefault("t", 0L),
                  parameters.getOrDefault("p", 0L),
                  salt.get(),
                  hash.get()));
    }

    boolean fits(byte[] passphrase, KeyDerivation derivation) throws BackupFileException {
      return MessageDigest.isEqual(
          hash, derivation.argon2id(passphrase, salt, passes, memoryKib, lanes));
    }
  }
}
