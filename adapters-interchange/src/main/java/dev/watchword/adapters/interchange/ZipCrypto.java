package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;

/// The old encryption of ZIP members (PKWARE APPNOTE §6.1): weak, and still what many programs
/// write.
final class ZipCrypto {

  private static final int HEADER_LENGTH = 12;
  private static final int TIME_IS_CHECK = 1 << 3;
  private static final int[] CRC = new int[256];

  static {
    for (int i = 0; i < 256; i++) {
      int c = i;
      for (int bit = 0; bit < 8; bit++) {
        c = (c & 1) == 0 ? c >>> 1 : (c >>> 1) ^ 0xedb88320;
      }
      CRC[i] = c;
    }
  }

  private int key0 = 0x12345678;
  private int key1 = 0x23456789;
  private int key2 = 0x34567890;

  private ZipCrypto(byte[] password) {
    for (byte b : password) {
      update(b);
    }
  }

  /// @param crc the plain data's, whose top byte checks the password
  /// @param time the member's, which does so where the CRC came after the data
  static byte[] open(
      byte[] data, byte[] password, int crc, int time, int flags, BackupFormat format)
      throws BackupFileException {
    if (data.length < HEADER_LENGTH) {
      throw Refusal.damaged(format, "an encrypted member is too short");
    }
    ZipCrypto cipher = new ZipCrypto(password);
    byte check = 0;
    for (int i = 0; i < HEADER_LENGTH; i++) {
      check = cipher.open(data[i]);
    }
    byte ofTime = (byte) (time >>> 8);
    boolean fits =
        check == (byte) (crc >>> 24) || ((flags & TIME_IS_CHECK) != 0 && check == ofTime);
    if (!fits) {
      throw Refusal.wrongPassword(format);
    }
    byte[] plain = new byte[data.length - HEADER_LENGTH];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = cipher.open(data[HEADER_LENGTH + i]);
    }
    return plain;
  }

  private byte open(byte sealed) {
    int mixed = (key2 | 2) & 0xffff;
    byte plain = (byte) (sealed ^ ((mixed * (mixed ^ 1)) >>> 8));
    update(plain);
    return plain;
  }

  private void update(byte plain) {
    key0 = (key0 >>> 8) ^ CRC[(key0 ^ plain) & 0xff];
    key1 = (key1 + (key0 & 0xff)) * 134775813 + 1;
    key2 = (key2 >>> 8) ^ CRC[(key2 ^ (key1 >>> 24)) & 0xff];
  }
}
