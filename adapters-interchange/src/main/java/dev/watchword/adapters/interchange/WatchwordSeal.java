package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.WriteContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The outer layer of Watchword's own backup (docs/backup-format.md §2): a header that says how the
/// key is derived, and what it seals, with the header as associated data.
final class WatchwordSeal {

  static final byte[] MAGIC = "WATCHWORD-BACKUP".getBytes(StandardCharsets.US_ASCII);

  private static final byte VERSION = 1;
  private static final int MEMORY_KIB = 64 * 1024;
  private static final int PASSES = 3;
  private static final int LANES = 1;
  private static final int SALT_AT = 26;
  private static final int NONCE_AT = 42;
  private static final int TEXT_AT = 54;
  private static final int BLOCK = 256;

  private WatchwordSeal() {}

  /// Seals a JSON text.
  ///
  /// @param json wiped
  static byte[] seal(byte[] json, BackupPassword password, WriteContext context) {
    byte[] salt = context.randomBytes(NONCE_AT - SALT_AT);
    byte[] nonce = context.randomBytes(TEXT_AT - NONCE_AT);
    byte[] header =
        ByteBuffer.allocate(TEXT_AT)
            .put(MAGIC)
            .put(VERSION)
            .putInt(MEMORY_KIB)
            .putInt(PASSES)
            .put((byte) LANES)
            .put(salt)
            .put(nonce)
            .array();
    byte[] padded = Arrays.copyOf(json, (json.length / BLOCK + 1) * BLOCK);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    byte[] key = password.expose(utf8 -> Argon2id.key(utf8, salt, PASSES, MEMORY_KIB, LANES));
    byte[] sealed = Aes.sealGcm(key, nonce, header, padded);
    Arrays.fill(key, (byte) 0);
    Arrays.fill(padded, (byte) 0);
    Arrays.fill(json, (byte) 0);
    return Bytes.concat(header, sealed);
  }

  /// @return the JSON text; empty when the password does not open it
  static Optional<byte[]> open(
      byte[] file, byte[] password, KeyDerivation derivation, BackupFormat format)
      throws BackupFileException {
    if (file.length < TEXT_AT + 16) {
      throw Refusal.damaged(format, "it ends too early");
    }
    ByteBuffer in = ByteBuffer.wrap(file);
    if (in.get(MAGIC.length) != VERSION) {
      throw Refusal.unsupported(format, "it is of a newer version; update Watchword");
    }
    byte[] key =
        derivation.argon2id(
            password,
            Bytes.range(file, SALT_AT, NONCE_AT),
            in.getInt(21) & 0xffff_ffffL,
            in.getInt(17) & 0xffff_ffffL,
            in.get(25) & 0xff);
    return Aes.openGcm(
        key,
        Bytes.range(file, NONCE_AT, TEXT_AT),
        Arrays.copyOf(file, TEXT_AT),
        Bytes.range(file, TEXT_AT, file.length));
  }
}
