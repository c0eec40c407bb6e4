package dev.watchword.core.recovery;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.matching.AttemptTag;
import dev.watchword.core.seal.RowMac;
import dev.watchword.core.throttle.AttemptLimit;
import dev.watchword.core.throttle.Attempts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A subscriber's recovery codes as they are stored: hashes, which of them are used, and the tally
/// of failures, which is not the factor's own (SECURITY TH-06). Immutable.
///
/// @param id drawn for each set, so that nothing meant for one set touches the next
/// @param hashes one for each code, in no telling order
/// @param used a bit for each hash that is used, the lowest for the first
/// @param lastUse the last time that a code was used; empty while none was
/// @param version one more at each change
/// @param mac over all the others, as [AuthenticatedRecoveries] makes it on the way into the store;
///   empty before that, and on sets from before there were any
public record RecoverySet(
    Subscriber subscriber,
    UUID id,
    List<UUID> hashes,
    int used,
    Attempts attempts,
    Optional<Use> lastUse,
    Instant issuedAt,
    long version,
    Optional<RowMac> mac) {

  /// A code was used.
  ///
  /// @param index its place
  /// @param attempt the attempt that it was used for, where the caller named one
  public record Use(int index, Optional<AttemptTag> attempt, Instant at) {}

  private static final int MAX_CODES = 16;
  private static final Duration REPEATABLE = Duration.ofMinutes(10);

  public RecoverySet {
    hashes = List.copyOf(hashes);
    if (hashes.isEmpty() || hashes.size() > MAX_CODES) {
      throw new IllegalArgumentException("hashes: 1 to 16, got " + hashes.size());
    }
    if (used < 0 || used >= 1 << hashes.size()) {
      throw new IllegalArgumentException("used: bits beyond the hashes");
    }
  }

  /// How many codes are left.
  public int remaining() {
    return hashes.size() - Integer.bitCount(used);
  }

  boolean isUsed(int index) {
    return (used >>> index & 1) != 0;
  }

  /// Whether this use of a used code is its one use, sent again within ten minutes.
  boolean isRepeated(int index, Optional<AttemptTag> attempt, Instant now) {
    return attempt.isPresent()
        && lastUse
            .filter(use -> use.index() == index && use.attempt().equals(attempt))
            .filter(use -> now.isBefore(use.at().plus(REPEATABLE)))
            .isPresent();
  }

  RecoverySet redeemed(int index, Optional<AttemptTag> attempt, Instant now) {
    Optional<Use> use = Optional.of(new Use(index, attempt, now));
    return with(used | 1 << index, Attempts.NONE, use);
  }

  RecoverySet failed(Instant now, AttemptLimit limit) {
    return with(used, attempts.failed(now, limit), lastUse);
  }

  RecoverySet with(RowMac newMac) {
    return new RecoverySet(
        subscriber, id, hashes, used, attempts, lastUse, issuedAt, version, Optional.of(newMac));
  }

  private RecoverySet with(int newUsed, Attempts newAttempts, Optional<Use> newUse) {
    return new RecoverySet(
        subscriber,
        id,
        hashes,
        newUsed,
        newAttempts,
        newUse,
        issuedAt,
        version + 1,
        Optional.empty());
  }
}
