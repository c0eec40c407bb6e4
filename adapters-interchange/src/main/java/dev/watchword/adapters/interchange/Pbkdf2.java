package dev.watchword.adapters.interchange;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/// PBKDF2 (RFC 8018 §5.2) over bytes, empty passwords included, which the JDK's own does not take.
enum Pbkdf2 {
  HMAC_SHA1("HmacSHA1"),
  HMAC_SHA256("HmacSHA256"),
  HMAC_SHA512("HmacSHA512");

  private final String macName;

  Pbkdf2(String macName) {
    this.macName = macName;
  }

  byte[] derive(byte[] password, byte[] salt, int iterations, int length) {
    try {
      Mac mac = Mac.getInstance(macName);
      // HMAC pads its key with zeros, so that one zero byte stands for none
      mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, macName));
      byte[] key = new byte[length];
      byte[] round = new byte[mac.getMacLength()];
      for (int offset = 0, block = 1; offset < length; offset += round.length, block++) {
        mac.update(salt);
        mac.update(
            new byte[] {
              (byte) (block >>> 24), (byte) (block >>> 16), (byte) (block >>> 8), (byte) block
            });
        byte[] sum = rounds(mac, round, iterations);
        System.arraycopy(sum, 0, key, offset, Math.min(sum.length, length - offset));
        Arrays.fill(sum, (byte) 0);
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + macName, e);
    }
  }

  private static byte[] rounds(Mac mac, byte[] round, int iterations) throws ShortBufferException {
    mac.doFinal(round, 0);
    byte[] sum = round.clone();
    for (int i = 1; i < iterations; i++) {
      mac.update(round);
      mac.doFinal(round, 0);
      for (int j = 0; j < sum.length; j++) {
        sum[j] ^= round[j];
      }
    }
    return sum;
  }
}
