package dev.watchword.core.otp;

import dev.watchword.core.secret.SharedSecret;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// HMAC (RFC 2104) under one secret, with the two padded key blocks hashed once.
///
/// Each call clones the two states instead of hashing the key again, which halves the work of a
/// code; the states themselves never change, so instances are thread-safe until [#close].
final class KeyedHash implements AutoCloseable {

  private final MessageDigest inner;
  private final MessageDigest outer;
  private final int outputBytes;
  private volatile boolean closed;

  KeyedHash(SharedSecret secret, HashAlgorithm algorithm) {
    this.inner = digest(algorithm);
    this.outer = digest(algorithm);
    this.outputBytes = algorithm.outputBytes();
    secret.exposeTo(key -> start(key, algorithm));
  }

  private void start(byte[] key, HashAlgorithm algorithm) {
    byte[] block = new byte[algorithm.blockBytes()];
    if (key.length > block.length) {
      byte[] hashed = digest(algorithm).digest(key);
      System.arraycopy(hashed, 0, block, 0, hashed.length);
      Arrays.fill(hashed, (byte) 0);
    } else {
      System.arraycopy(key, 0, block, 0, key.length);
    }
    for (int i = 0; i < block.length; i++) {
      block[i] ^= 0x36;
    }
    inner.update(block);
    for (int i = 0; i < block.length; i++) {
      block[i] ^= 0x36 ^ 0x5c;
    }
    outer.update(block);
    Arrays.fill(block, (byte) 0);
  }

  /// The HMAC of the 8-byte, big-endian `counter`.
  ///
  /// @throws IllegalStateException after [#close], when the states are those of no key
  byte[] of(long counter) {
    if (closed) {
      throw new IllegalStateException("this secret was wiped");
    }
    try {
      MessageDigest in = (MessageDigest) inner.clone();
      byte[] hash = new byte[outputBytes];
      for (int i = 0; i < 8; i++) {
        hash[i] = (byte) (counter >>> (56 - 8 * i));
      }
      in.update(hash, 0, 8);
      in.digest(hash, 0, outputBytes);
      MessageDigest out = (MessageDigest) outer.clone();
      out.update(hash, 0, outputBytes);
      out.digest(hash, 0, outputBytes);
      return hash;
    } catch (CloneNotSupportedException | DigestException e) {
      throw new IllegalStateException("this Java runtime's digest cannot be cloned", e);
    }
  }

  /// Dynamic truncation (RFC 4226 §5.3): 31 bits, 0 to 2^31 - 1.
  int truncated(long counter) {
    byte[] hash = of(counter);
    int offset = hash[hash.length - 1] & 0xf;
    return (hash[offset] & 0x7f) << 24
        | (hash[offset + 1] & 0xff) << 16
        | (hash[offset + 2] & 0xff) << 8
        | (hash[offset + 3] & 0xff);
  }

  private static MessageDigest digest(HashAlgorithm algorithm) {
    try {
      return MessageDigest.getInstance(algorithm.digestName());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no " + algorithm.digestName(), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    inner.reset();
    outer.reset();
  }
}
