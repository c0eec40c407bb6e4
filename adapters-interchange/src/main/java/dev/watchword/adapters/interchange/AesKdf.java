package dev.watchword.adapters.interchange;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// KeePass's AES-KDF: the composite key is encrypted over and over, block by block, and hashed.
final class AesKdf {

  /// Blocks that are chained by one call: CBC over zeros encrypts a block again and again.
  private static final int CHAIN = 4096;

  private AesKdf() {}

  static byte[] derive(byte[] composite, byte[] seed, long rounds) {
    try {
      byte[] key = composite.clone();
      for (int half = 0; half < 2; half++) {
        byte[] block = Arrays.copyOfRange(key, 16 * half, 16 * half + 16);
        System.arraycopy(repeated(block, seed, rounds), 0, key, 16 * half, 16);
      }
      byte[] hashed = Digests.sha256(key);
      Arrays.fill(key, (byte) 0);
      return hashed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES", e);
    }
  }

  private static byte[] repeated(byte[] block, byte[] seed, long rounds)
      throws GeneralSecurityException {
    SecretKeySpec key = new SecretKeySpec(seed, "AES");
    Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
    byte[] zeros = new byte[16 * CHAIN];
    byte[] out = new byte[16 * CHAIN];
    byte[] current = block;
    for (long left = rounds; left > 0; ) {
      int now = (int) Math.min(left, CHAIN);
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(current));
      cipher.doFinal(zeros, 0, 16 * now, out, 0);
      current = Arrays.copyOfRange(out, 16 * (now - 1), 16 * now);
      left -= now;
    }
    return current;
  }
}
