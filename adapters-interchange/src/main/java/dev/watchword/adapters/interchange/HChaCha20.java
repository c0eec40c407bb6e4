package dev.watchword.adapters.interchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// HChaCha20 (draft-irtf-cfrg-xchacha §2.2): makes a key from a key and 16 bytes of a nonce.
final class HChaCha20 {

  private HChaCha20() {}

  /// @param key 32 bytes
  /// @param nonce of which the first 16 bytes count
  static byte[] derive(byte[] key, byte[] nonce) {
    int[] s = new int[16];
    s[0] = 0x61707865;
    s[1] = 0x3320646e;
    s[2] = 0x79622d32;
    s[3] = 0x6b206574;
    ByteBuffer k = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 8; i++) {
      s[4 + i] = k.getInt();
    }
    ByteBuffer n = ByteBuffer.wrap(nonce).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 4; i++) {
      s[12 + i] = n.getInt();
    }
    for (int round = 0; round < 10; round++) {
      quarter(s, 0, 4, 8, 12);
      quarter(s, 1, 5, 9, 13);
      quarter(s, 2, 6, 10, 14);
      quarter(s, 3, 7, 11, 15);
      quarter(s, 0, 5, 10, 15);
      quarter(s, 1, 6, 11, 12);
      quarter(s, 2, 7, 8, 13);
      quarter(s, 3, 4, 9, 14);
    }
    ByteBuffer out = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 4; i++) {
      out.putInt(s[i]);
    }
    for (int i = 12; i < 16; i++) {
      out.putInt(s[i]);
    }
    return out.array();
  }

  private static void quarter(int[] s, int a, int b, int c, int d) {
    s[a] += s[b];
    s[d] = Integer.rotateLeft(s[d] ^ s[a], 16);
    s[c] += s[d];
    s[b] = Integer.rotateLeft(s[b] ^ s[c], 12);
    s[a] += s[b];
    s[d] = Integer.rotateLeft(s[d] ^ s[a], 8);
    s[c] += s[d];
    s[b] = Integer.rotateLeft(s[b] ^ s[c], 7);
  }
}
