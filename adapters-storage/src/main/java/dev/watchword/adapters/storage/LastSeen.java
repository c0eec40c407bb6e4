package dev.watchword.adapters.storage;

import dev.watchword.core.seal.TamperingException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The newest state that this process saw of each row, so that a row that somebody put back to an
/// older one, genuine as it is, is found at its next use (SECURITY CR-12).
///
/// What another process wrote is known from reading it. Order is told by when a read began: of what
/// had been seen by then, nothing older can be there, and a row in whose place another stands is
/// gone for good. So two writers at once, or a slow read beside a fast write, are no alarm.
///
/// Where the store says by its replay floor that it was put back, or that another server took its
/// place, all is forgotten. Not known is what happened before this process began, nor what became
/// of rows beyond the [#CAPACITY] that were used last; the audit log tells that. Thread-safe.
///
/// @param <K> names a row, or the one place that several rows follow each other in
final class LastSeen<K> {

  private static final long UNKNOWN = -1;

  /// Some 20 MB.
  static final int CAPACITY = 50_000;

  /// A state of a row.
  ///
  /// @param row its id, which no later row of the same place has
  /// @param madeAt when the row was made; a later one may begin with a lower version
  /// @param version one more at each change
  record State(UUID row, Instant madeAt, long version) {

    private boolean isOlderThan(State other) {
      return row.equals(other.row) && version < other.version && !madeAt.isAfter(other.madeAt);
    }
  }

  private record Seen(State state, long tick) {}

  private static final class Recent<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > CAPACITY;
    }
  }

  private final Database database;
  private final String what;
  private final Map<K, Seen> newest = new Recent<>();

  /// The rows that are gone, and since which tick that is known.
  private final Map<UUID, Long> gone = new Recent<>();

  private long ticks;

  /// The replay floor in milliseconds since 1970 that all that was seen stands on.
  private long floor = UNKNOWN;

  /// @param what the kind of row, for a message
  LastSeen(Database database, String what) {
    this.database = database;
    this.what = what;
  }

  /// To be asked before a row is read.
  long tick() {
    if (!knowsFloor() && !database.inTransaction()) {
      standOn(database.replayFloor());
    }
    return ticks();
  }

  private synchronized boolean knowsFloor() {
    return floor != UNKNOWN;
  }

  private synchronized void standOn(long newFloor) {
    if (newFloor > floor && floor != UNKNOWN) {
      newest.clear();
      gone.clear();
      database.trustAgain();
    }
    floor = newFloor;
  }

  private synchronized long ticks() {
    return ticks;
  }

  /// Takes note of what was read.
  ///
  /// Within a transaction nothing is held against what was seen: it may see a state of when it
  /// began, and its own writes, which may never be.
  ///
  /// @param found empty where nothing is in that place
  /// @param began the [#tick] from before the read
  /// @throws TamperingException when a newer state had been seen by then, or it was gone, or the
  ///   audit log tells otherwise
  void read(K key, Optional<State> found, long began) {
    if (database.inTransaction()) {
      found.filter(this::isDistrusted).ifPresent(this::refuse);
      return;
    }
    if (found.filter(state -> wasPutBack(key, state, began)).isPresent()) {
      standOn(database.replayFloor());
      if (wasPutBack(key, found.get(), began)) {
        refuse(found.get());
      }
    }
    note(key, found, began);
  }

  private void refuse(State found) {
    throw new TamperingException(
        "the stored %s %s was put back to an older state".formatted(what, found.row));
  }

  private boolean isDistrusted(State found) {
    return database.distrusts(found.row, found.version);
  }

  private synchronized boolean wasPutBack(K key, State found, long began) {
    Seen known = newest.get(key);
    Long goneSince = gone.get(found.row);
    return isDistrusted(found)
        || goneSince != null && goneSince <= began
        || known != null && known.tick <= began && found.isOlderThan(known.state);
  }

  private synchronized void note(K key, Optional<State> found, long began) {
    Seen known = newest.get(key);
    if (known != null && found.filter(state -> state.row.equals(known.state.row)).isEmpty()) {
      if (known.tick > began) {
        return; // which of the two came later can't be told
      }
      ticks++;
      gone.put(known.state.row, ticks);
      newest.remove(key);
    }
    found.ifPresent(state -> note(key, state));
  }

  private synchronized void note(K key, State state) {
    Seen known = newest.get(key);
    if (known == null || !known.state.equals(state) && !state.isOlderThan(known.state)) {
      ticks++;
      newest.put(key, new Seen(state, ticks));
    }
  }

  /// Takes note of what was written, once it is committed.
  void written(K key, State next) {
    database.onceCommitted(() -> note(key, next));
  }

  /// Takes note of a row that was removed, once that is committed.
  void removed(UUID row) {
    database.onceCommitted(() -> {
      synchronized (this) {
        ticks++;
        gone.put(row, ticks);
      }
    });
  }
}
