package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// FreeOTP: version 1's Android preferences, and version 2's backup, a serialised Java map with
/// sealed keys.
final class FreeOtpFormat extends NamedFormat {

  private static final String MASTER = "masterKey";
  private static final String TOKEN_SUFFIX = "-token";

  FreeOtpFormat() {
    super("freeotp", "FreeOTP", "version 1 (preferences), version 2 (encrypted backup)");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    if (JavaStringMap.isSerialized(file)) {
      return Certainty.CERTAIN;
    }
    Map<String, String> strings = SharedPreferences.peek(file);
    boolean tokens =
        strings.containsKey("tokenOrder")
            || strings.values().stream()
                .anyMatch(v -> v.startsWith("{") && v.contains("\"secret\"") && v.contains("["));
    return tokens ? Certainty.CERTAIN : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    Items items = new Items(this, context);
    if (JavaStringMap.isSerialized(file)) {
      readSealed(file, context, items);
      return items.contents();
    }
    for (Map.Entry<String, String> string : SharedPreferences.read(file, this).entrySet()) {
      if (!string.getKey().equals("tokenOrder")) {
        items.add(() -> FreeOtpToken.plain(JsonView.inner(string.getValue())));
      }
    }
    return items.contents();
  }

  private void readSealed(BackupFile file, ReadContext context, Items items)
      throws BackupFileException {
    Map<String, String> map = JavaStringMap.parse(file.bytes(), this);
    JsonValue master = JsonView.inner(map.getOrDefault(MASTER, ""));
    if (!master.isObject()) {
      throw Refusal.damaged(this, "the master key is missing");
    }
    byte[] key = masterKey(file, master, context, items);
    for (Map.Entry<String, String> pair : map.entrySet()) {
      String name = pair.getKey();
      if (name.endsWith(TOKEN_SUFFIX)) {
        String uuid = name.substring(0, name.length() - TOKEN_SUFFIX.length());
        JsonValue token = JsonView.inner(pair.getValue());
        items.add(() -> draft(token, map.getOrDefault(uuid, ""), key));
      }
    }
    Arrays.fill(key, (byte) 0);
  }

  private static ItemDraft draft(JsonValue token, String sealed, byte[] master)
      throws ItemException {
    JsonValue key = JsonView.inner(JsonView.inner(sealed).text("key"));
    if (!token.isObject() || !key.isObject()) {
      throw new ItemException("secret: its record is missing");
    }
    byte[] secret =
        open(key, master).orElseThrow(() -> new ItemException("secret: its seal is broken"));
    return FreeOtpToken.draft(token).bytes(secret).counter(token.get("counter").text());
  }

  private byte[] masterKey(BackupFile file, JsonValue master, ReadContext context, Items items)
      throws BackupFileException {
    Pbkdf2 function =
        switch (master.text("mAlgorithm").toLowerCase(Locale.ROOT)) {
          case "pbkdf2withhmacsha1" -> Pbkdf2.HMAC_SHA1;
          case "pbkdf2withhmacsha256" -> Pbkdf2.HMAC_SHA256;
          case "pbkdf2withhmacsha512" -> Pbkdf2.HMAC_SHA512;
          default -> throw Refusal.unsupported(this, "its key derivation is unknown");
        };
    byte[] salt =
        master.get("mSalt").bytes().orElseThrow(() -> Refusal.damaged(this, "the salt is missing"));
    long iterations;
    try {
      iterations = WholeNumber.read("mIterations", master.text("mIterations"), 1, Long.MAX_VALUE);
    } catch (ItemException e) {
      throw Refusal.damaged(this, e.reason());
    }
    // the key is as long as the salt
    int length = salt.length == 16 || salt.length == 24 ? salt.length : 32;
    try (BackupPassword password = context.requirePassword(file, this)) {
      byte[] utf8 = password.expose(byte[]::clone);
      try {
        byte[] derived =
            new KeyDerivation(this, context, items)
                .pbkdf2(function, utf8, salt, iterations, length);
        return open(master.get("mEncryptedKey"), derived)
            .filter(key -> key.length == 16 || key.length == 24 || key.length == 32)
            .orElseThrow(() -> Refusal.wrongPassword(this));
      } finally {
        Arrays.fill(utf8, (byte) 0);
      }
    }
  }

  private static Optional<byte[]> open(JsonValue sealed, byte[] key) {
    Optional<byte[]> text = sealed.get("mCipherText").bytes();
    Optional<byte[]> nonce = sealed.get("mParameters").bytes().flatMap(FreeOtpFormat::nonce);
    byte[] token = sealed.text("mToken").getBytes(StandardCharsets.UTF_8);
    return text.isEmpty() || nonce.isEmpty()
        ? Optional.empty()
        : Aes.openGcm(key, nonce.get(), token, text.get());
  }

  /// The nonce in a DER value: an octet string, bare or first in a sequence.
  private static Optional<byte[]> nonce(byte[] der) {
    int at = der.length > 2 && der[0] == 0x30 && (der[1] & 0x80) == 0 ? 2 : 0;
    if (der.length < at + 2 || der[at] != 0x04) {
      return Optional.empty();
    }
    int length = der[at + 1];
    return length < 1 || length > der.length - at - 2
        ? Optional.empty()
        : Optional.of(Arrays.copyOfRange(der, at + 2, at + 2 + length));
  }
}
