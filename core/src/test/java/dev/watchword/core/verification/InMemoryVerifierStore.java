package dev.watchword.core.verification;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditLink;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditQuery;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.LinkedEntry;
import dev.watchword.core.enrolment.Enrolment;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.enrolment.Enrolment.Pending;
import dev.watchword.core.enrolment.EnrolmentId;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.recovery.RecoveryRepository;
import dev.watchword.core.recovery.RecoverySet;
import dev.watchword.core.testing.MutableClock;
import dev.watchword.core.vault.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// The verifier's three ports in memory, under one lock: the fake that tests use, held to the same
/// contracts as the real ones. Thread-safe.
public final class InMemoryVerifierStore implements VerifierStore {

  private static final Comparator<Subscriber> ORDER =
      Comparator.comparing((Subscriber who) -> who.relyingParty().value())
          .thenComparing(who -> who.id().value());

  private static final class Data {
    final MutableClock clock = MutableClock.at("2026-11-24T10:00:00Z");
    final Map<Subscriber, Active> active = new HashMap<>();
    final Map<Subscriber, Pending> pending = new HashMap<>();
    final Map<UUID, EnrolmentId> fingerprints = new HashMap<>();
    final Map<Subscriber, RecoverySet> recoveries = new HashMap<>();
    final ArrayDeque<AuditEntry> waiting = new ArrayDeque<>();
    final List<LinkedEntry> chain = new ArrayList<>();
    Instant floor = Instant.EPOCH;
    boolean macs = true;
  }

  private final Data data;
  private volatile boolean failing;

  public InMemoryVerifierStore() {
    this(new Data());
  }

  private InMemoryVerifierStore(Data data) {
    this.data = data;
  }

  @Override
  public VerifierStore otherNode() {
    return new InMemoryVerifierStore(data);
  }

  @Override
  public Instant now() {
    return data.clock.instant();
  }

  @Override
  public void advance(Duration by) {
    data.clock.advance(by);
  }

  @Override
  public void failWrites(boolean yes) {
    failing = yes;
  }

  /// As a store that an older program may write to, which makes no MACs.
  public InMemoryVerifierStore withOlderWriters() {
    data.macs = false;
    return this;
  }

  /// Lets a test play an attacker with the store: puts rows in without a word.
  public void put(Active row) {
    data.active.put(row.subscriber(), row);
  }

  /// As [#put(Active)]: takes a bound factor away.
  public void remove(Subscriber subscriber) {
    data.active.remove(subscriber);
  }

  /// As [#put(Active)].
  public void put(RecoverySet row) {
    data.recoveries.put(row.subscriber(), row);
  }

  /// Lets a test play an attacker with the store: the linked entries themselves.
  public List<LinkedEntry> chain() {
    return data.chain;
  }

  private <T> Reading<T> reading(Optional<T> value) {
    return new Reading<>(value, now(), data.floor);
  }

  private static <T> List<T> pageOf(Map<Subscriber, T> all, Optional<Subscriber> after, int limit) {
    return all.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(ORDER))
        .filter(each -> after.isEmpty() || ORDER.compare(each.getKey(), after.get()) > 0)
        .limit(limit)
        .map(Map.Entry::getValue)
        .toList();
  }

  private void checkWritable() {
    if (failing) {
      throw new StorageException("The test made this store fail.");
    }
  }

  private boolean isTooOld(AuditEntry entry) {
    return now().isAfter(entry.at().plus(EnrolmentRepository.MAX_AGE))
        || data.floor.isAfter(entry.at());
  }

  @Override
  public EnrolmentRepository enrolments() {
    return new Enrolments();
  }

  @Override
  public RecoveryRepository recoveries() {
    return new Recoveries();
  }

  @Override
  public AuditLog auditLog() {
    return new Log();
  }

  private final class Enrolments implements EnrolmentRepository {

    @Override
    public boolean hasMacsEverywhere() {
      return data.macs;
    }

    @Override
    public Reading<Active> active(Subscriber subscriber) {
      synchronized (data) {
        return reading(Optional.ofNullable(data.active.get(subscriber)));
      }
    }

    @Override
    public Reading<Active> unverified(Subscriber subscriber) {
      return active(subscriber);
    }

    @Override
    public Reading<Pending> pending(Subscriber subscriber) {
      synchronized (data) {
        return reading(Optional.ofNullable(data.pending.get(subscriber)));
      }
    }

    @Override
    public Reading<Enrolment> find(RelyingPartyId relyingParty, EnrolmentId id) {
      synchronized (data) {
        return reading(
            Stream.<Enrolment>concat(data.pending.values().stream(), data.active.values().stream())
                .filter(e -> e.id().equals(id))
                .filter(e -> e.subscriber().relyingParty().equals(relyingParty))
                .findFirst());
      }
    }

    @Override
    public List<Active> page(Optional<Subscriber> after, int limit) {
      synchronized (data) {
        return pageOf(data.active, after, limit);
      }
    }

    @Override
    public void raiseFloor() {
      checkWritable();
      synchronized (data) {
        data.floor = now();
      }
    }

    @Override
    public Begin begin(Pending fresh, UUID fingerprint, AuditEntry entry) {
      checkWritable();
      synchronized (data) {
        Pending standing = data.pending.get(fresh.subscriber());
        if (standing != null && standing.expiresAt().isAfter(entry.at())) {
          return Begin.ANOTHER_IS_PENDING;
        }
        EnrolmentId holder = data.fingerprints.get(fingerprint);
        if (holder != null && (standing == null || !holder.equals(standing.id()))) {
          return Begin.DUPLICATE_SECRET;
        }
        if (standing != null) {
          forget(standing);
        }
        data.pending.put(fresh.subscriber(), fresh);
        data.fingerprints.put(fingerprint, fresh.id());
        data.waiting.add(entry);
        return Begin.STORED;
      }
    }

    @Override
    public boolean replace(Pending expected, Pending next, AuditEntry entry) {
      checkWritable();
      synchronized (data) {
        if (!stands(expected, data.pending, entry)) {
          return false;
        }
        data.pending.put(next.subscriber(), next);
        data.waiting.add(entry);
        return true;
      }
    }

    @Override
    public boolean activate(Pending expected, Active next, AuditEntry entry) {
      checkWritable();
      synchronized (data) {
        if (!stands(expected, data.pending, entry)) {
          return false;
        }
        data.pending.remove(expected.subscriber());
        Active replaced = data.active.put(next.subscriber(), next);
        if (replaced != null) {
          forget(replaced);
        }
        data.waiting.add(entry);
        return true;
      }
    }

    @Override
    public boolean replace(Active expected, Active next, AuditEntry entry) {
      checkWritable();
      synchronized (data) {
        if (!stands(expected, data.active, entry)) {
          return false;
        }
        data.active.put(next.subscriber(), next);
        data.waiting.add(entry);
        return true;
      }
    }

    @Override
    public boolean remove(Pending expected, AuditEntry entry) {
      checkWritable();
      synchronized (data) {
        if (!stands(expected, data.pending, entry)) {
          return false;
        }
        forget(expected);
        data.pending.remove(expected.subscriber());
        data.waiting.add(entry);
        return true;
      }
    }

    @Override
    public boolean remove(Active expected, AuditEntry entry) {
      checkWritable();
      synchronized (data) {
        if (!stands(expected, data.active, entry)) {
          return false;
        }
        forget(expected);
        data.active.remove(expected.subscriber());
        data.recoveries.remove(expected.subscriber());
        data.waiting.add(entry);
        return true;
      }
    }

    @Override
    public List<Reading<Pending>> expired(int limit) {
      synchronized (data) {
        return data.pending.values().stream()
            .filter(pending -> !now().isBefore(pending.expiresAt()))
            .limit(limit)
            .map(pending -> reading(Optional.of(pending)))
            .toList();
      }
    }

    private <E extends Enrolment> boolean stands(
        E expected, Map<Subscriber, E> in, AuditEntry entry) {
      E standing = in.get(expected.subscriber());
      return standing != null
          && standing.id().equals(expected.id())
          && standing.version() == expected.version()
          && !isTooOld(entry);
    }

    private void forget(Enrolment enrolment) {
      data.fingerprints.values().remove(enrolment.id());
    }
  }

  private final class Recoveries implements RecoveryRepository {

    @Override
    public Reading<RecoverySet> find(Subscriber subscriber) {
      synchronized (data) {
        return reading(Optional.ofNullable(data.recoveries.get(subscriber)));
      }
    }

    @Override
    public List<RecoverySet> page(Optional<Subscriber> after, int limit) {
      synchronized (data) {
        return pageOf(data.recoveries, after, limit);
      }
    }

    @Override
    public void put(RecoverySet fresh, AuditEntry entry) {
      checkWritable();
      synchronized (data) {
        data.recoveries.put(fresh.subscriber(), fresh);
        data.waiting.add(entry);
      }
    }

    @Override
    public boolean replace(RecoverySet expected, RecoverySet next, AuditEntry entry) {
      checkWritable();
      synchronized (data) {
        RecoverySet standing = data.recoveries.get(expected.subscriber());
        if (standing == null
            || !standing.id().equals(expected.id())
            || standing.version() != expected.version()
            || isTooOld(entry)) {
          return false;
        }
        data.recoveries.put(next.subscriber(), next);
        data.waiting.add(entry);
        return true;
      }
    }
  }

  private final class Log implements AuditLog {

    @Override
    public void append(AuditEntry entry) {
      checkWritable();
      synchronized (data) {
        data.waiting.add(entry);
      }
    }

    @Override
    public int link(int limit, AuditTrail trail) {
      checkWritable();
      synchronized (data) {
        int linked = 0;
        while (linked < limit && !data.waiting.isEmpty()) {
          AuditEntry entry = data.waiting.remove();
          data.chain.add(new LinkedEntry(entry, trail.next(head(), entry)));
          linked++;
        }
        return linked;
      }
    }

    @Override
    public boolean archive(long lastSeam, List<Places> gone, AuditEntry entry, AuditTrail trail) {
      checkWritable();
      synchronized (data) {
        long last =
            data.chain.stream()
                .filter(linked -> linked.entry().action().equals("audit.archived"))
                .mapToLong(linked -> linked.link().seq())
                .max()
                .orElse(0);
        if (last != lastSeam) {
          return false;
        }
        data.waiting.add(entry);
        link(Integer.MAX_VALUE, trail);
        data.chain.removeIf(linked ->
            gone.stream()
                .anyMatch(places ->
                    linked.link().seq() >= places.from() && linked.link().seq() <= places.to()));
        return true;
      }
    }

    @Override
    public List<LinkedEntry> find(AuditQuery query) {
      synchronized (data) {
        return new ArrayList<>(data.chain)
            .reversed().stream().filter(query::matches).limit(query.limit()).toList();
      }
    }

    @Override
    public List<LinkedEntry> page(long afterSeq, int limit) {
      synchronized (data) {
        return data.chain.stream()
            .filter(linked -> linked.link().seq() > afterSeq)
            .limit(limit)
            .toList();
      }
    }

    @Override
    public Optional<AuditLink> head() {
      synchronized (data) {
        return data.chain.isEmpty() ? Optional.empty() : Optional.of(data.chain.getLast().link());
      }
    }

    @Override
    public List<AuditEntry> waiting(int limit) {
      synchronized (data) {
        return data.waiting.stream().limit(limit).toList();
      }
    }
  }
}
