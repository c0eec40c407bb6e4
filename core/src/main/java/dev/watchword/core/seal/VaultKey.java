package dev.watchword.core.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Function;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The random 256-bit key of one vault, in one version; the root of all that the vault seals.
///
/// Never used itself: each purpose has a key of its own, derived by HKDF-SHA-256 (RFC 5869).
/// Redacted and wiped like a shared secret. Thread-safe until [#close].
public final class VaultKey implements AutoCloseable {

  public static final int LENGTH_BYTES = 32;

  private final byte[] key;
  private final int version;

  private VaultKey(byte[] owned, int version) {
    if (owned.length != LENGTH_BYTES) {
      throw new IllegalArgumentException("key: 32 bytes, got " + owned.length);
    }
    if (version < 1) {
      throw new IllegalArgumentException("version: at least 1, got " + version);
    }
    this.key = owned;
    this.version = version;
  }

  public static VaultKey random(SecureRandom random, int version) {
    byte[] fresh = new byte[LENGTH_BYTES];
    random.nextBytes(fresh);
    return new VaultKey(fresh, version);
  }

  /// A key with a copy of these 32 bytes; the caller wipes the original.
  public static VaultKey copyOf(byte[] bytes, int version) {
    return new VaultKey(bytes.clone(), version);
  }

  /// Which version of its vault's key this is; from 1, one more at each rotation.
  public int version() {
    return version;
  }

  /// The key for one purpose.
  ///
  /// @param purpose a name of our own, such as `records`; the same name gives the same key
  /// @param algorithm what the key is for in JCA terms: `AES` or `HmacSHA256`
  public SecretKey derive(String purpose, String algorithm) {
    byte[] info = ("watchword " + purpose).getBytes(StandardCharsets.US_ASCII);
    SecretKey root = new SecretKeySpec(key, "Generic");
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              algorithm, HKDFParameterSpec.ofExtract().addIKM(root).thenExpand(info, LENGTH_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HKDF-SHA256", e);
    }
  }

  /// Lends a copy of the key, to be wrapped for a slot, and wipes that copy.
  public <R> R expose(Function<? super byte[], R> reader) {
    byte[] copy = key.clone();
    try {
      return reader.apply(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
  }

  @Override
  public String toString() {
    return "VaultKey[version " + version + ", REDACTED]";
  }
}
