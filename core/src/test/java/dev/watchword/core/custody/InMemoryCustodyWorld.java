package dev.watchword.core.custody;

import dev.watchword.core.access.TokenHash;
import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.verification.InMemoryVerifierStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Custody in memory, under one lock: the fake that tests use. Thread-safe.
public final class InMemoryCustodyWorld implements CustodyWorld, CustodyStore {

  private record Key(RecordKind kind, UUID id) {}

  private final InMemoryVerifierStore audit;
  private final Map<Key, SealedRecord> records = new HashMap<>();

  public InMemoryCustodyWorld() {
    this(new InMemoryVerifierStore());
  }

  /// @param audit whose clock and audit log are used
  public InMemoryCustodyWorld(InMemoryVerifierStore audit) {
    this.audit = audit;
  }

  @Override
  public CustodyStore custody() {
    return this;
  }

  @Override
  public AuditLog auditLog() {
    return audit.auditLog();
  }

  @Override
  public Instant now() {
    return audit.now();
  }

  @Override
  public void advance(Duration by) {
    audit.advance(by);
  }

  @Override
  public CustodyWorld otherNode() {
    return this;
  }

  @Override
  public synchronized Reading<SealedRecord> find(RecordKind kind, UUID id) {
    return new Reading<>(Optional.ofNullable(records.get(new Key(kind, id))), now());
  }

  @Override
  public synchronized Reading<SealedRecord> find(RecordKind kind, TokenHash token) {
    return new Reading<>(
        records.values().stream()
            .filter(r -> r.kind() == kind && r.columns().token().equals(Optional.of(token)))
            .findFirst(),
        now());
  }

  @Override
  public synchronized Reading<List<SealedRecord>> list(RecordQuery query) {
    Comparator<SealedRecord> order =
        Comparator.comparing((SealedRecord r) -> r.columns().ordinal())
            .thenComparing(r -> r.id().toString());
    return new Reading<>(
        Optional.of(
            records.values().stream()
                .filter(r -> matches(r, query))
                .sorted(query.descending() ? order.reversed() : order)
                .limit(query.limit())
                .toList()),
        now());
  }

  @Override
  public synchronized List<SealedRecord> page(RecordKind kind, Optional<UUID> after, int limit) {
    String start = after.map(UUID::toString).orElse("");
    return records.values().stream()
        .filter(r -> r.kind() == kind && r.id().toString().compareTo(start) > 0)
        .sorted(Comparator.comparing(r -> r.id().toString()))
        .limit(limit)
        .toList();
  }

  private boolean matches(SealedRecord r, RecordQuery query) {
    RecordColumns c = r.columns();
    return r.kind() == query.kind()
        && query.subject().filter(s -> !s.equals(c.subject())).isEmpty()
        && (query.holders().isEmpty() || query.holders().contains(c.holder()))
        && (query.ids().isEmpty() || query.ids().contains(r.id()))
        && switch (query.standing()) {
          case ANY -> true;
          case OPEN -> !c.ended() && now().isBefore(c.until());
          case LIVE -> live(r);
          case OVER -> !c.ended() && !now().isBefore(c.until());
        };
  }

  private boolean live(SealedRecord r) {
    return !r.columns().ended()
        && !now().isBefore(r.columns().from())
        && now().isBefore(r.columns().until());
  }

  @Override
  public synchronized void write(List<RecordWrite> change, List<AuditEntry> entries) {
    Map<Key, SealedRecord> before = Map.copyOf(records);
    for (RecordWrite write : change) {
      if (!make(write)) {
        records.clear();
        records.putAll(before);
        throw new StaleRecordException();
      }
    }
    entries.forEach(audit.auditLog()::append);
  }

  private boolean make(RecordWrite write) {
    return switch (write) {
      case RecordWrite.Insert(SealedRecord r) -> {
        boolean taken =
            r.columns().token().isPresent()
                && records.values().stream()
                    .anyMatch(o -> o.columns().token().equals(r.columns().token()));
        yield !taken && records.putIfAbsent(new Key(r.kind(), r.id()), r) == null;
      }
      case RecordWrite.Replace(SealedRecord next, boolean whileLive) -> {
        SealedRecord old = records.get(new Key(next.kind(), next.id()));
        boolean right =
            old != null && old.revision() == next.revision() - 1 && (!whileLive || live(old));
        if (right) {
          records.put(new Key(next.kind(), next.id()), next);
        }
        yield right;
      }
      case RecordWrite.Require(RecordKind kind, UUID id, long revision) -> {
        SealedRecord old = records.get(new Key(kind, id));
        yield old != null && old.revision() == revision && live(old);
      }
      case RecordWrite.Remove(RecordKind kind, UUID id, long revision) -> {
        SealedRecord old = records.get(new Key(kind, id));
        yield old != null
            && old.revision() == revision
            && records.remove(new Key(kind, id)) != null;
      }
    };
  }
}
