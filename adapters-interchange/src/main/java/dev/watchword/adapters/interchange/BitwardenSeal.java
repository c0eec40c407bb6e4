package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.ReadContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// The password protection of Bitwarden's exports: a derived key stretched into two, texts of the
/// form `2.IV|CIPHERTEXT|MAC`.
final class BitwardenSeal {

  static final String VALIDATION = "encKeyValidation_DO_NOT_EDIT";
  private static final String KIND = "2.";

  private BitwardenSeal() {}

  /// The plain JSON of a protected export.
  static byte[] open(
      BitwardenFormat format, BackupFile file, JsonValue root, ReadContext context, Items items)
      throws BackupFileException {
    if (!root.isTrue("passwordProtected")) {
      throw Refusal.unsupported(
          format, "it is bound to the account; export again and choose \"Password protected\"");
    }
    try (BackupPassword password = context.requirePassword(file, format)) {
      byte[] utf8 = password.expose(byte[]::clone);
      try {
        byte[] master = derive(format, root, utf8, new KeyDerivation(format, context, items));
        byte[] encKey = expand(master, "enc");
        byte[] macKey = expand(master, "mac");
        if (openText(format, root.text(VALIDATION), encKey, macKey).isEmpty()) {
          throw Refusal.wrongPassword(format);
        }
        return openText(format, root.text("data"), encKey, macKey)
            .orElseThrow(() -> Refusal.damaged(format, "the seal of the data is broken"));
      } finally {
        Arrays.fill(utf8, (byte) 0);
      }
    }
  }

  private static byte[] derive(
      BitwardenFormat format, JsonValue root, byte[] utf8, KeyDerivation derivation)
      throws BackupFileException {
    byte[] salt = root.text("salt").getBytes(StandardCharsets.UTF_8);
    long iterations = number(format, root, "kdfIterations");
    return switch (root.text("kdfType")) {
      case "0" -> derivation.pbkdf2(Pbkdf2.HMAC_SHA256, utf8, salt, iterations, 32);
      case "1" -> {
        long mebibytes = number(format, root, "kdfMemory");
        yield derivation.argon2id(
            utf8,
            Digests.sha256(salt),
            iterations,
            Math.multiplyExact(Math.min(mebibytes, 1L << 40), 1024L),
            number(format, root, "kdfParallelism"));
      }
      default -> throw Refusal.unsupported(format, "its kdfType is neither 0 nor 1");
    };
  }

  private static long number(BitwardenFormat format, JsonValue root, String name)
      throws BackupFileException {
    try {
      return WholeNumber.read(name, root.text(name), 1, Long.MAX_VALUE);
    } catch (ItemException e) {
      throw Refusal.damaged(format, e.reason());
    }
  }

  /// One block of HKDF-Expand (RFC 5869 §2.3), which is 32 bytes, all that is needed.
  static byte[] expand(byte[] key, String info) {
    return Digests.hmac(
        "HmacSHA256", key, info.getBytes(StandardCharsets.US_ASCII), new byte[] {1});
  }

  static String sealText(byte[] plain, byte[] encKey, byte[] macKey, byte[] iv) {
    byte[] sealed = Aes.sealCbc(encKey, iv, plain);
    Base64.Encoder base64 = Base64.getEncoder();
    return KIND
        + base64.encodeToString(iv)
        + "|"
        + base64.encodeToString(sealed)
        + "|"
        + base64.encodeToString(Digests.hmac("HmacSHA256", macKey, iv, sealed));
  }

  private static Optional<byte[]> openText(
      BitwardenFormat format, String text, byte[] encKey, byte[] macKey)
      throws BackupFileException {
    String[] parts = text.startsWith(KIND) ? text.substring(2).split("\\|", -1) : new String[0];
    if (parts.length != 3) {
      throw Refusal.damaged(format, "a sealed text has not the form 2.IV|CIPHERTEXT|MAC");
    }
    Optional<byte[]> iv = Encoded.base64(parts[0]);
    Optional<byte[]> sealed = Encoded.base64(parts[1]);
    Optional<byte[]> mac = Encoded.base64(parts[2]);
    if (iv.isEmpty() || sealed.isEmpty() || mac.isEmpty()) {
      throw Refusal.damaged(format, "a sealed text is not Base64");
    }
    byte[] expected = Digests.hmac("HmacSHA256", macKey, iv.get(), sealed.get());
    return MessageDigest.isEqual(expected, mac.get())
        ? Aes.openCbc(encKey, iv.get(), sealed.get())
        : Optional.empty();
  }
}
