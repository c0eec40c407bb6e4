package dev.watchword.core.enrolment;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.matching.AttemptTag;
import dev.watchword.core.seal.RowMac;
import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.throttle.AttemptLimit;
import dev.watchword.core.throttle.Attempts;
import java.time.Instant;
import java.util.Optional;

/// An authenticator on its way to a subscriber, or bound to one. A subscriber has at most one of
/// each kind; a revoked or replaced one is erased.
///
/// The secret is sealed, differently in each kind, so that a pending one that somebody marks as
/// active in the store does not open. Immutable.
public sealed interface Enrolment {

  EnrolmentId id();

  Subscriber subscriber();

  /// The parameters and the secret, as [EnrolmentKeys] seals them.
  SealedBytes key();

  /// One more at each change; a change is stored only over the version that it was made from.
  long version();

  /// Over all the others, as [AuthenticatedEnrolments] makes it on the way into the store; empty
  /// before that, and on rows from before there were any.
  Optional<RowMac> mac();

  /// Shown to the subscriber, and not confirmed yet; it logs nobody in (SECURITY EN-04).
  ///
  /// @param expiresAt from when on it can no longer be confirmed
  /// @param wrongCodes wrong codes so far
  record Pending(
      EnrolmentId id,
      Subscriber subscriber,
      SealedBytes key,
      Instant expiresAt,
      int wrongCodes,
      long version,
      Optional<RowMac> mac)
      implements Enrolment {

    boolean hasExpired(Instant now) {
      return !now.isBefore(expiresAt);
    }

    Pending withOneMoreWrongCode() {
      return new Pending(
          id, subscriber, key, expiresAt, wrongCodes + 1, version + 1, Optional.empty());
    }

    Pending with(RowMac newMac) {
      return new Pending(id, subscriber, key, expiresAt, wrongCodes, version, Optional.of(newMac));
    }
  }

  /// Bound: its codes are taken.
  ///
  /// @param confirmedAt when it was bound
  /// @param lastStep the last accepted time step or counter, -1 for none; never goes down
  /// @param attempts consecutive failures on every path
  /// @param lastAttempt the attempt that `lastStep` was accepted for, where the caller named one
  record Active(
      EnrolmentId id,
      Subscriber subscriber,
      SealedBytes key,
      Instant confirmedAt,
      long lastStep,
      Drift drift,
      Attempts attempts,
      ResyncTries resyncTries,
      Optional<AttemptTag> lastAttempt,
      long version,
      Optional<RowMac> mac)
      implements Enrolment {

    public Active {
      if (lastStep < -1) {
        throw new IllegalArgumentException("lastStep: at least -1, got " + lastStep);
      }
    }

    /// After a code of `step` was accepted: that step and all before it are burnt, and the failures
    /// are forgotten.
    ///
    /// @throws IllegalArgumentException when `step` is burnt already
    public Active accepted(long step, Drift newDrift, Optional<AttemptTag> attempt) {
      if (step <= lastStep) {
        throw new IllegalArgumentException("step: over %d, got %d".formatted(lastStep, step));
      }
      return next(step, newDrift, Attempts.NONE, resyncTries, attempt);
    }

    /// After one more failure.
    public Active failed(Instant now, AttemptLimit limit) {
      return with(attempts.failed(now, limit), resyncTries);
    }

    /// After one more failure, which was a try to resynchronise.
    public Active failedToResynchronise(Instant now, AttemptLimit limit) {
      return with(attempts.failed(now, limit), resyncTries.plusOne(now));
    }

    /// After an operator forgave the failures.
    public Active unlocked() {
      return with(Attempts.NONE, resyncTries);
    }

    private Active with(Attempts newAttempts, ResyncTries newTries) {
      return next(lastStep, drift, newAttempts, newTries, lastAttempt);
    }

    private Active next(
        long newStep,
        Drift newDrift,
        Attempts newAttempts,
        ResyncTries newTries,
        Optional<AttemptTag> newAttempt) {
      return new Active(
          id,
          subscriber,
          key,
          confirmedAt,
          newStep,
          newDrift,
          newAttempts,
          newTries,
          newAttempt,
          version + 1,
          Optional.empty());
    }

    Active with(RowMac newMac) {
      return new Active(
          id,
          subscriber,
          key,
          confirmedAt,
          lastStep,
          drift,
          attempts,
          resyncTries,
          lastAttempt,
          version,
          Optional.of(newMac));
    }
  }
}
