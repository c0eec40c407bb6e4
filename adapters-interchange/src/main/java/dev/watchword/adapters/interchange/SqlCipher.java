package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/// The page encryption of SQLCipher, in the shapes of its releases 3 and 4: opens a file into a
/// plain SQLite image.
enum SqlCipher {
  VERSION_3(1024, Pbkdf2.HMAC_SHA1, "HmacSHA1", 20, 48, 64_000),
  VERSION_4(4096, Pbkdf2.HMAC_SHA512, "HmacSHA512", 64, 80, 256_000);

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int SALT_LENGTH = 16;
  private static final int IV_LENGTH = 16;
  private static final byte SALT_MASK = 0x3a;
  private static final int MAC_ROUNDS = 2;

  private final int pageSize;
  private final Pbkdf2 function;
  private final String macName;
  private final int macLength;
  private final int reserve;
  private final int rounds;

  SqlCipher(int pageSize, Pbkdf2 function, String macName, int macLength, int reserve, int rounds) {
    this.pageSize = pageSize;
    this.function = function;
    this.macName = macName;
    this.macLength = macLength;
    this.reserve = reserve;
    this.rounds = rounds;
  }

  /// Whether the length is that of whole pages.
  boolean fits(int fileLength) {
    return fileLength >= pageSize && fileLength % pageSize == 0;
  }

  /// Decrypts every page.
  ///
  /// @return the plain image; empty when the password does not fit the first page
  Optional<byte[]> open(byte[] file, byte[] password, KeyDerivation derivation, BackupFormat format)
      throws BackupFileException {
    byte[] salt = Arrays.copyOf(file, SALT_LENGTH);
    byte[] key = derivation.pbkdf2(function, password, salt, rounds, 32);
    byte[] macSalt = salt.clone();
    for (int i = 0; i < macSalt.length; i++) {
      macSalt[i] ^= SALT_MASK;
    }
    byte[] macKey = function.derive(key, macSalt, MAC_ROUNDS, 32);
    ByteArrayOutputStream image = new ByteArrayOutputStream(file.length);
    for (int page = 1; page <= file.length / pageSize; page++) {
      int from = (page - 1) * pageSize + (page == 1 ? SALT_LENGTH : 0);
      int ivAt = page * pageSize - reserve;
      int macAt = ivAt + IV_LENGTH;
      byte[] number = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(page).array();
      byte[] mac = Digests.hmac(macName, macKey, Arrays.copyOfRange(file, from, macAt), number);
      byte[] stored = Arrays.copyOfRange(file, macAt, macAt + macLength);
      if (!MessageDigest.isEqual(mac, stored)) {
        if (page == 1) {
          return Optional.empty();
        }
        throw Refusal.damaged(format, "the seal of page " + page + " is broken");
      }
      byte[] plain =
          Aes.openCbcBlocks(
                  key, Arrays.copyOfRange(file, ivAt, macAt), Arrays.copyOfRange(file, from, ivAt))
              .orElseThrow(() -> Refusal.damaged(format, "a page is no whole blocks"));
      if (page == 1) {
        image.writeBytes(MAGIC);
      }
      image.writeBytes(plain);
      image.writeBytes(new byte[reserve]);
    }
    return Optional.of(image.toByteArray());
  }
}
