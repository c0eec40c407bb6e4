package dev.watchword.core.recovery;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.Subscriber;
import java.time.Duration;

/// Tells whether somebody kept the codes that they were just shown, by one that they give back; it
/// is not used up.
///
/// Only for a while after a set was issued: later there is no way to try codes but the one that
/// counts. Thread-safe.
public final class RecallRecoveryCode {

  /// For how long after the issue.
  public static final Duration LIFETIME = Duration.ofMinutes(15);

  private final RecoveryRepository repository;
  private final RecoveryKeys keys;

  public RecallRecoveryCode(RecoveryRepository repository, RecoveryKeys keys) {
    this.repository = repository;
    this.keys = keys;
  }

  /// @param code stays the caller's to close
  public boolean isKept(Subscriber subscriber, RecoveryCode code) {
    Reading<RecoverySet> reading = repository.find(subscriber);
    return reading
        .value()
        .filter(set -> reading.at().isBefore(set.issuedAt().plus(LIFETIME)))
        .filter(set -> keys.indexOf(code, set) >= 0)
        .isPresent();
  }
}
