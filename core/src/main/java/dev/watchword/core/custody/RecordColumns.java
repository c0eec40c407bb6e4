package dev.watchword.core.custody;

import dev.watchword.core.access.TokenHash;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What a store can read of a [SealedRecord], to find it by and to decide by. All of it follows
/// from what is sealed, so that whoever changes a column is found out when the record is opened
/// (SECURITY CR-15).
///
/// @param token the hash of the secret link to it, if it has one; no two records of a kind share it
/// @param subject what it is about; [#NOBODY] for nothing
/// @param holder whose it is; [#NOBODY] for nobody's
/// @param from the first instant at which it counts, in whole milliseconds
/// @param until the first instant at which it no longer does, in whole milliseconds
/// @param ordinal its place among those of one subject, at least 0
/// @param ended whether it was ended before its time
public record RecordColumns(
    Optional<TokenHash> token,
    UUID subject,
    UUID holder,
    Instant from,
    Instant until,
    long ordinal,
    boolean ended) {

  /// Stands where there is nothing to name.
  public static final UUID NOBODY = new UUID(0, 0);

  /// The end of what has none: far enough, and in the range of every store.
  public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  static RecordColumns of(UUID subject, UUID holder) {
    return new RecordColumns(Optional.empty(), subject, holder, Instant.EPOCH, NEVER, 0, false);
  }

  RecordColumns during(Instant first, Instant end) {
    return new RecordColumns(token, subject, holder, first, end, ordinal, ended);
  }

  RecordColumns withToken(TokenHash hash) {
    return new RecordColumns(Optional.of(hash), subject, holder, from, until, ordinal, ended);
  }

  RecordColumns at(long place) {
    return new RecordColumns(token, subject, holder, from, until, place, ended);
  }

  RecordColumns endedIf(boolean yes) {
    return new RecordColumns(token, subject, holder, from, until, ordinal, yes);
  }
}
