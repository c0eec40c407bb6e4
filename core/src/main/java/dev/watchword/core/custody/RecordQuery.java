package dev.watchword.core.custody;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Which records are asked for; by `ordinal`, then by id.
///
/// @param subject about this
/// @param holders of one of these
/// @param ids those of these ids
/// @param standing by its window and its end
/// @param descending the last first
/// @param limit at most so many, 1 to 1,000
public record RecordQuery(
    RecordKind kind,
    Optional<UUID> subject,
    List<UUID> holders,
    List<UUID> ids,
    Standing standing,
    boolean descending,
    int limit) {

  /// Where a record stands, by the store's clock.
  public enum Standing {
    ANY,
    /// Neither ended nor over; its window may be yet to come.
    OPEN,
    /// Neither ended nor over, and begun.
    LIVE,
    /// Over, and not ended.
    OVER
  }

  public RecordQuery {
    holders = List.copyOf(holders);
    ids = List.copyOf(ids);
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit: 1 to 1000, got " + limit);
    }
  }

  static RecordQuery of(RecordKind kind, Standing standing) {
    return new RecordQuery(kind, Optional.empty(), List.of(), List.of(), standing, false, 1000);
  }

  RecordQuery about(UUID thing) {
    return new RecordQuery(kind, Optional.of(thing), holders, ids, standing, descending, limit);
  }

  RecordQuery of(List<UUID> those) {
    return new RecordQuery(kind, subject, those, ids, standing, descending, limit);
  }

  RecordQuery named(List<UUID> those) {
    return new RecordQuery(kind, subject, holders, those, standing, descending, limit);
  }

  RecordQuery standing(Standing where) {
    return new RecordQuery(kind, subject, holders, ids, where, descending, limit);
  }

  RecordQuery newest(int atMost) {
    return new RecordQuery(kind, subject, holders, ids, standing, true, atMost);
  }
}
