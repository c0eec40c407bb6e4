package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFile;

/// Tells whether a file could be a cipher text without any mark: binary, its bytes spread evenly,
/// and none of the packed kinds that look so as well.
final class Randomness {

  private static final int MIN_LENGTH = 28;
  private static final byte[][] PACKED = {
    {0x1f, (byte) 0x8b},
    {'P', 'K'},
    {'7', 'z', (byte) 0xbc, (byte) 0xaf},
    {(byte) 0xfd, '7', 'z', 'X', 'Z'},
    {'B', 'Z', 'h'},
    {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd},
    {'R', 'a', 'r', '!'},
    {0x00, 0x00, 0x00, 0x18, 'f', 't', 'y', 'p'},
    {0x00, 0x00, 0x00, 0x20, 'f', 't', 'y', 'p'},
    {'I', 'D', '3'},
    {'O', 'g', 'g', 'S'},
    {0x7f, 'E', 'L', 'F'},
  };

  private Randomness() {}

  static boolean fits(BackupFile file) {
    byte[] bytes = file.bytes();
    if (bytes.length < MIN_LENGTH || TextView.of(file).isText()) {
      return false;
    }
    for (byte[] magic : PACKED) {
      if (file.startsWith(magic)) {
        return false;
      }
    }
    int[] counts = new int[256];
    for (byte b : bytes) {
      counts[b & 0xff]++;
    }
    double expected = bytes.length / 256.0;
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    // mean 255, deviation 22.6; for even bytes of any length the odds of 400 are below 1 in 10^8
    return chiSquare < 400;
  }
}
