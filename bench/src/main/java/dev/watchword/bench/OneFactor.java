package dev.watchword.bench;

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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A store in memory with room for one subscriber, whose clock is set by the benchmark: the least
/// that a verification needs. The last audit entry is kept, so that it is made.
final class OneFactor implements EnrolmentRepository, AuditLog {

  private final AtomicReference<@Nullable Enrolment> row = new AtomicReference<>();
  private volatile @Nullable AuditEntry entry;
  Instant now = Instant.EPOCH;

  private <E> Reading<E> reading(Class<E> kind) {
    return new Reading<>(
        Optional.ofNullable(row.get()).filter(kind::isInstance).map(kind::cast), now);
  }

  private boolean swap(@Nullable Enrolment expected, @Nullable Enrolment next, AuditEntry audit) {
    entry = audit;
    return row.compareAndSet(expected, next);
  }

  /// The bound factor, to be put back by [#restore].
  Active factor() {
    return reading(Active.class).value().orElseThrow();
  }

  void restore(Active factor) {
    row.set(factor);
  }

  @Override
  public Reading<Active> active(Subscriber subscriber) {
    return reading(Active.class);
  }

  @Override
  public Reading<Active> unverified(Subscriber subscriber) {
    return active(subscriber);
  }

  @Override
  public Reading<Pending> pending(Subscriber subscriber) {
    return reading(Pending.class);
  }

  @Override
  public Reading<Enrolment> find(RelyingPartyId relyingParty, EnrolmentId id) {
    return reading(Enrolment.class);
  }

  @Override
  public Begin begin(Pending fresh, UUID fingerprint, AuditEntry audit) {
    return swap(null, fresh, audit) ? Begin.STORED : Begin.ANOTHER_IS_PENDING;
  }

  @Override
  public boolean replace(Pending expected, Pending next, AuditEntry audit) {
    return swap(expected, next, audit);
  }

  @Override
  public boolean activate(Pending expected, Active next, AuditEntry audit) {
    return swap(expected, next, audit);
  }

  @Override
  public boolean replace(Active expected, Active next, AuditEntry audit) {
    return swap(expected, next, audit);
  }

  @Override
  public boolean remove(Pending expected, AuditEntry audit) {
    return swap(expected, null, audit);
  }

  @Override
  public boolean remove(Active expected, AuditEntry audit) {
    return swap(expected, null, audit);
  }

  @Override
  public boolean hasMacsEverywhere() {
    return true;
  }

  @Override
  public List<Active> page(Optional<Subscriber> after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void raiseFloor() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Reading<Pending>> expired(int limit) {
    return List.of();
  }

  @Override
  public void append(AuditEntry audit) {
    entry = audit;
  }

  @Override
  public int link(int limit, AuditTrail trail) {
    return 0;
  }

  @Override
  public List<LinkedEntry> page(long afterSeq, int limit) {
    return List.of();
  }

  @Override
  public Optional<AuditLink> head() {
    return Optional.empty();
  }

  @Override
  public List<AuditEntry> waiting(int limit) {
    AuditEntry last = entry;
    return last == null ? List.of() : List.of(last);
  }

  @Override
  public boolean archive(long lastSeam, List<Places> gone, AuditEntry entry, AuditTrail trail) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<LinkedEntry> find(AuditQuery query) {
    return List.of();
  }
}
