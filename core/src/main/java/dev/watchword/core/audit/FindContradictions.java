package dev.watchword.core.audit;

import dev.watchword.core.audit.LoggedKind.Slice;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.vault.StorageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Holds the rows of a store against its audit log: finds the row that was edited, put back to an
/// older state, brought back after its end, or taken away (SECURITY CR-12, CR-15).
///
/// Rests on a log that [VerifyAudit] found intact. What changes meanwhile is not mistaken for any
/// of these. Of a long log it takes a slice of the rows after the other, a reading of the log each,
/// so that some 200 MB are enough. Thread-safe.
public final class FindContradictions {

  private static final int PAGE = 1000;

  /// A row has two entries at least.
  static final int ENTRIES_FOR_SLICE = 1_000_000;

  /// A row that changes at every look is busy, not older.
  private static final int ROUNDS = 10;

  private final AuditLog log;
  private final LinkAudit link;
  private final List<LoggedKind> kinds;
  private final int entriesForSlice;

  public FindContradictions(AuditLog log, LinkAudit link, List<LoggedKind> kinds) {
    this(log, link, kinds, ENTRIES_FOR_SLICE);
  }

  /// @param entriesForSlice for how many entries of the log there is one slice
  FindContradictions(AuditLog log, LinkAudit link, List<LoggedKind> kinds, int entriesForSlice) {
    this.entriesForSlice = entriesForSlice;
    this.log = log;
    this.link = link;
    this.kinds = List.copyOf(kinds);
  }

  /// How many slices there are to be.
  static int slices(AuditLog log, int entriesForSlice) {
    return 1 + (int) (AuditSeam.entriesInStore(log) / entriesForSlice);
  }

  /// In a store that can only be read, what waits is heard where it is.
  ///
  /// @return one for each row that is wrong
  /// @throws StorageException when the store can't be read; or can't be written, and more waits
  ///   than can be held against it, or a row looks wrong
  public List<Contradiction> find() {
    linkOrLeave();
    int count = slices(log, entriesForSlice);
    List<Contradiction> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      found.addAll(find(new Slice(i, count)));
    }
    return found;
  }

  private List<Contradiction> find(Slice slice) {
    List<Look<?, ?>> looks = new ArrayList<>();
    for (LoggedKind kind : kinds) {
      looks.add(new Look<>(kind.in(slice)));
    }
    Optional<StorageException> left = linkOrLeave();
    long seq = hear(0, looks);
    left.ifPresent(why -> hearWaiting(looks, why));
    looks.forEach(Look::all);
    for (int round = 0; round < ROUNDS && looks.stream().anyMatch(Look::isInDoubt); round++) {
      link.link();
      seq = hear(seq, looks);
      looks.forEach(Look::again);
    }
    return looks.stream().flatMap(look -> look.found.stream()).toList();
  }

  /// @return why what waits can't get its place
  private Optional<StorageException> linkOrLeave() {
    try {
      link.link();
      return Optional.empty();
    } catch (StorageException e) {
      return Optional.of(e);
    }
  }

  private void hearWaiting(List<Look<?, ?>> looks, StorageException why) {
    List<AuditEntry> waiting = log.waiting(PAGE);
    if (waiting.size() == PAGE) {
      throw why; // there may be more, and no more are known to be genuine
    }
    waiting.forEach(entry -> looks.forEach(look -> look.rows.hear(entry)));
  }

  /// @return the last entry's place
  private long hear(long afterSeq, List<Look<?, ?>> looks) {
    long end = log.head().map(AuditLink::seq).orElse(0L);
    long seq = afterSeq;
    while (seq < end) {
      for (LinkedEntry linked : log.page(seq, PAGE)) {
        looks.forEach(look -> look.rows.hear(linked.entry()));
        seq = linked.link().seq();
      }
    }
    return seq;
  }

  /// One kind's rows while they are looked at.
  private static final class Look<N, R> {

    private final LoggedRows<N, R> rows;
    private final List<Contradiction> found = new ArrayList<>();

    /// What looked wrong, as it was when it did: the log may tell of it later.
    private Map<N, Optional<R>> doubts = new HashMap<>();

    Look(LoggedRows<N, R> rows) {
      this.rows = rows;
    }

    boolean isInDoubt() {
      return !doubts.isEmpty();
    }

    void all() {
      Set<N> missing = new HashSet<>(rows.expected());
      rows.walk((name, row) -> {
        missing.remove(name);
        doubt(name, Optional.of(row));
      });
      missing.forEach(name -> doubt(name, Optional.empty()));
    }

    private void doubt(N name, Optional<R> row) {
      if (rows.problem(name, row).isPresent()) {
        doubts.put(name, row);
      }
    }

    /// A row that is as it was before the log was read, and still not as that tells, is wrong: each
    /// change is written together with its entry.
    void again() {
      Map<N, Optional<R>> before = doubts;
      doubts = new HashMap<>();
      before.forEach(this::again);
    }

    private void again(N name, Optional<R> before) {
      Optional<R> now;
      try {
        now = rows.read(name);
      } catch (TamperingException e) {
        add(name, rows.problem(name, before).orElseGet(rows::changed), before);
        return;
      }
      if (now.equals(before)) {
        rows.problem(name, now).ifPresent(problem -> add(name, problem, now));
      } else {
        doubt(name, now);
      }
    }

    private void add(N name, String problem, Optional<R> row) {
      found.add(new Contradiction(rows.subject(name), problem, row.map(rows::version)));
    }
  }
}
