package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// The AES encryption of ZIP members that WinZip brought in: AE-1 and AE-2, three key lengths.
final class WinZipAes {

  static final int EXTRA_ID = 0x9901;

  private static final int ITERATIONS = 1000;
  private static final int MAC_LENGTH = 10;
  private static final int CHECK_LENGTH = 2;

  /// @param version 1 keeps the CRC, 2 does not
  /// @param keyBytes 16, 24 or 32
  /// @param method how the plain data is packed
  record Header(int version, int keyBytes, int method) {

    static Header parse(byte[] extra, BackupFormat format) throws BackupFileException {
      if (extra.length < 7 || extra[2] != 'A' || extra[3] != 'E') {
        throw Refusal.damaged(format, "the AES header of a member is missing");
      }
      int version = (extra[0] & 0xff) | ((extra[1] & 0xff) << 8);
      int strength = extra[4];
      if (version < 1 || version > 2 || strength < 1 || strength > 3) {
        throw Refusal.unsupported(format, "a member's AES variant is unknown");
      }
      return new Header(version, 8 + 8 * strength, (extra[5] & 0xff) | ((extra[6] & 0xff) << 8));
    }
  }

  private WinZipAes() {}

  static byte[] open(byte[] data, byte[] password, Header header, BackupFormat format)
      throws BackupFileException {
    int saltLength = header.keyBytes / 2;
    if (data.length < saltLength + CHECK_LENGTH + MAC_LENGTH) {
      throw Refusal.damaged(format, "an encrypted member is too short");
    }
    byte[] salt = Arrays.copyOf(data, saltLength);
    byte[] keys =
        Pbkdf2.HMAC_SHA1.derive(password, salt, ITERATIONS, 2 * header.keyBytes + CHECK_LENGTH);
    int at = saltLength;
    if (keys[2 * header.keyBytes] != data[at] || keys[2 * header.keyBytes + 1] != data[at + 1]) {
      throw Refusal.wrongPassword(format);
    }
    byte[] sealed = Arrays.copyOfRange(data, at + CHECK_LENGTH, data.length - MAC_LENGTH);
    byte[] macKey = Arrays.copyOfRange(keys, header.keyBytes, 2 * header.keyBytes);
    byte[] mac = Arrays.copyOf(Digests.hmac("HmacSHA1", macKey, sealed), MAC_LENGTH);
    byte[] stored = Arrays.copyOfRange(data, data.length - MAC_LENGTH, data.length);
    if (!MessageDigest.isEqual(mac, stored)) {
      // the check of two bytes lets one wrong password of 65,536 through
      throw Refusal.damaged(format, "the seal of an encrypted member does not fit");
    }
    counter(sealed, Arrays.copyOf(keys, header.keyBytes));
    return sealed;
  }

  /// AES in counter mode with a little-endian counter from 1, in place.
  private static void counter(byte[] data, byte[] key) {
    try {
      Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      int blocks = (data.length + 15) / 16;
      ByteBuffer counters = ByteBuffer.allocate(16 * blocks).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < blocks; i++) {
        counters.putLong(16 * i, i + 1L);
      }
      byte[] stream = aes.doFinal(counters.array());
      for (int i = 0; i < data.length; i++) {
        data[i] ^= stream[i];
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES", e);
    }
  }
}
