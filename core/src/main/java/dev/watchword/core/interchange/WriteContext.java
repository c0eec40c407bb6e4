package dev.watchword.core.interchange;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// What a writer may use.
///
/// @param password encrypts the file; lent
/// @param now the date in the file
public record WriteContext(Optional<BackupPassword> password, Instant now) {

  public WriteContext {
    Objects.requireNonNull(password);
    Objects.requireNonNull(now);
  }
}
