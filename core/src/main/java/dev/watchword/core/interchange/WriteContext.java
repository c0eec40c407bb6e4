package dev.watchword.core.interchange;

import dev.watchword.core.capture.QrRenderer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// What a writer may use.
///
/// @param password encrypts the file; lent
/// @param random for keys, salts and identifiers
/// @param qr draws codes
/// @param now the date in the file
public record WriteContext(
    Optional<BackupPassword> password, SecureRandom random, QrRenderer qr, Instant now) {

  public WriteContext {
    Objects.requireNonNull(password);
    Objects.requireNonNull(random);
    Objects.requireNonNull(qr);
    Objects.requireNonNull(now);
  }

  /// `length` fresh bytes.
  public byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
