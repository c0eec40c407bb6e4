package dev.watchword.adapters.interchange;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Hashes and MACs of several pieces, one after the other.
final class Digests {

  private Digests() {}

  static byte[] sha256(byte[]... pieces) {
    return digest("SHA-256", pieces);
  }

  static byte[] sha512(byte[]... pieces) {
    return digest("SHA-512", pieces);
  }

  static byte[] digest(String name, byte[]... pieces) {
    try {
      MessageDigest digest = MessageDigest.getInstance(name);
      for (byte[] piece : pieces) {
        digest.update(piece);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + name, e);
    }
  }

  /// @param name as of `javax.crypto.Mac`
  /// @param key at least one byte
  static byte[] hmac(String name, byte[] key, byte[]... pieces) {
    try {
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(key, name));
      for (byte[] piece : pieces) {
        mac.update(piece);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + name, e);
    }
  }
}
