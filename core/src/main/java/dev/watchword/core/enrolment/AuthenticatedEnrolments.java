package dev.watchword.core.enrolment;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.enrolment.Enrolment.Pending;
import dev.watchword.core.matching.AttemptTag;
import dev.watchword.core.seal.RowMac;
import dev.watchword.core.seal.RowMacs;
import dev.watchword.core.seal.RowMacs.Fields;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Enrolments whose readable state is authenticated: who edits a row without the key, for a burnt
/// code to count again or for failures to be forgotten, is found out at its next use (SECURITY
/// CR-12, CR-15).
///
/// Every reading but the one for erasing it throws [TamperingException] for such a row. Enrolments
/// that were sealed where an older program may write beside this one, which makes no MACs, are
/// taken whatever their MAC is ([EnrolmentRepository#hasMacsEverywhere]). What is put back whole to
/// an older state is genuine by itself: the store tells that while it runs, and by the audit log
/// [dev.watchword.core.audit.FindContradictions] does. Thread-safe.
public final class AuthenticatedEnrolments implements EnrolmentRepository {

  private static final long PENDING = 1;
  private static final long ACTIVE = 2;
  private static final UUID NO_ATTEMPT = new UUID(0, 0);

  private final EnrolmentRepository store;
  private final EnrolmentKeys keys;
  private final RowMacs macs;

  /// @param keys of the same vault key
  /// @param key derived from here, and not kept
  public AuthenticatedEnrolments(EnrolmentRepository store, EnrolmentKeys keys, VaultKey key) {
    this.store = store;
    this.keys = keys;
    this.macs = new RowMacs(key, "verifier enrolment states");
  }

  @Override
  public boolean hasMacsEverywhere() {
    return store.hasMacsEverywhere();
  }

  @Override
  public Reading<Active> active(Subscriber subscriber) {
    return genuine(store.active(subscriber));
  }

  @Override
  public Reading<Active> unverified(Subscriber subscriber) {
    return store.unverified(subscriber);
  }

  @Override
  public Reading<Pending> pending(Subscriber subscriber) {
    return genuine(store.pending(subscriber));
  }

  @Override
  public Reading<Enrolment> find(RelyingPartyId relyingParty, EnrolmentId id) {
    return genuine(store.find(relyingParty, id));
  }

  /// Not looked at, so that a walk gets past a changed one: ask [#isGenuine].
  @Override
  public List<Active> page(Optional<Subscriber> after, int limit) {
    return store.page(after, limit);
  }

  private <E extends Enrolment> Reading<E> genuine(Reading<E> reading) {
    reading
        .value()
        .filter(enrolment -> !isGenuine(enrolment))
        .ifPresent(enrolment -> {
          throw new TamperingException(
              "the stored enrolment %s was changed outside of Watchword, or is damaged"
                  .formatted(enrolment.id()));
        });
    return reading;
  }

  /// Whether nothing of it was changed outside of this program.
  public boolean isGenuine(Enrolment enrolment) {
    return enrolment.mac().filter(mac(enrolment)::equals).isPresent() || !keys.wantsMac(enrolment);
  }

  private RowMac mac(Enrolment enrolment) {
    return macs.of(fields -> {
      switch (enrolment) {
        case Pending pending -> write(fields, pending);
        case Active active -> write(fields, active);
      }
    });
  }

  private static void write(Fields fields, Pending pending) {
    writeCommon(fields.number(PENDING), pending)
        .time(pending.expiresAt())
        .number(pending.wrongCodes());
  }

  private static void write(Fields fields, Active active) {
    writeCommon(fields.number(ACTIVE), active)
        .time(active.confirmedAt())
        .number(active.lastStep())
        .number(active.drift().base())
        .number(active.drift().learnt())
        .number(active.attempts().failures())
        .time(active.attempts().notBefore())
        .number(active.resyncTries().epochDay())
        .number(active.resyncTries().count())
        .flag(active.lastAttempt().isPresent())
        .id(active.lastAttempt().map(AttemptTag::value).orElse(NO_ATTEMPT));
  }

  private static Fields writeCommon(Fields fields, Enrolment enrolment) {
    return fields
        .id(enrolment.id().value())
        .text(enrolment.subscriber().relyingParty().value())
        .text(enrolment.subscriber().id().value())
        .bytes(enrolment.key().toByteArray())
        .number(enrolment.version());
  }

  @Override
  public Begin begin(Pending fresh, UUID fingerprint, AuditEntry entry) {
    return store.begin(fresh.with(mac(fresh)), fingerprint, entry);
  }

  @Override
  public boolean replace(Pending expected, Pending next, AuditEntry entry) {
    return store.replace(expected, next.with(mac(next)), entry);
  }

  @Override
  public boolean activate(Pending expected, Active next, AuditEntry entry) {
    return store.activate(expected, next.with(mac(next)), entry);
  }

  @Override
  public boolean replace(Active expected, Active next, AuditEntry entry) {
    return store.replace(expected, next.with(mac(next)), entry);
  }

  @Override
  public boolean remove(Pending expected, AuditEntry entry) {
    return store.remove(expected, entry);
  }

  @Override
  public boolean remove(Active expected, AuditEntry entry) {
    return store.remove(expected, entry);
  }

  @Override
  public void raiseFloor() {
    store.raiseFloor();
  }

  /// Not looked at: they are for being erased.
  @Override
  public List<Reading<Pending>> expired(int limit) {
    return store.expired(limit);
  }
}
