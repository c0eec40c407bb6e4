package dev.watchword.core.interchange;

import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.secret.Pin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/// Tells whether two keys are the same: secret bytes, type, parameters and PIN.
///
/// The counter of HOTP is left out: it moves with every code, and the key stays the same. Lives for
/// one import, in memory.
final class KeyFingerprint {

  private final byte[] digest;

  private KeyFingerprint(byte[] digest) {
    this.digest = digest;
  }

  static KeyFingerprint of(OtpKey key) {
    return of(key, describe(key.parameters()), key.pin());
  }

  /// As [#of], but the counter counts and the PIN does not: for a backup that has just been written
  /// in a format which may hold no PIN.
  static KeyFingerprint exact(OtpKey key) {
    return of(key, key.parameters() + "\0", Optional.empty());
  }

  private static KeyFingerprint of(OtpKey key, String described, Optional<Pin> pin) {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    sha256.update(described.getBytes(StandardCharsets.UTF_8));
    pin.ifPresent(present ->
        present.expose(characters -> {
          sha256.update(new String(characters).getBytes(StandardCharsets.UTF_8));
          return true;
        }));
    sha256.update((byte) 0);
    key.secret().exposeTo(sha256::update);
    return new KeyFingerprint(sha256.digest());
  }

  private static String describe(OtpParameters parameters) {
    if (parameters instanceof HotpParameters(HashAlgorithm algorithm, var digits, long ignored)) {
      return "hotp " + algorithm + " " + digits.value() + "\0";
    }
    return parameters + "\0";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyFingerprint that && Arrays.equals(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }
}
