package dev.watchword.core.recovery;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.matching.AttemptTag;
import dev.watchword.core.recovery.RecoverySet.Use;
import dev.watchword.core.seal.RowMac;
import dev.watchword.core.seal.RowMacs;
import dev.watchword.core.seal.RowMacs.Fields;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Recovery codes whose readable state is authenticated, as
/// [dev.watchword.core.enrolment.AuthenticatedEnrolments] are: a used code does not come to life
/// again by an edited row (SECURITY CR-12). Sets that were issued where an older program may write
/// beside this one stay without a MAC. Thread-safe.
public final class AuthenticatedRecoveries implements RecoveryRepository {

  private static final Use NO_USE = new Use(-1, Optional.empty(), Instant.EPOCH);

  private final RecoveryRepository store;
  private final RecoveryKeys keys;
  private final RowMacs macs;

  /// @param keys of the same vault key
  /// @param key derived from here, and not kept
  public AuthenticatedRecoveries(RecoveryRepository store, RecoveryKeys keys, VaultKey key) {
    this.store = store;
    this.keys = keys;
    this.macs = new RowMacs(key, "verifier recovery sets");
  }

  @Override
  public Reading<RecoverySet> find(Subscriber subscriber) {
    Reading<RecoverySet> reading = store.find(subscriber);
    reading
        .value()
        .filter(set -> !isGenuine(set))
        .ifPresent(set -> {
          throw new TamperingException(
              "the stored recovery codes %s were changed outside of Watchword, or are damaged"
                  .formatted(set.id()));
        });
    return reading;
  }

  /// Whether nothing of it was changed outside of this program, as far as it has a MAC: one that is
  /// without it now, and was not when it was issued, knows none of its codes.
  public boolean isGenuine(RecoverySet set) {
    return set.mac().map(mac -> mac.equals(mac(set))).orElse(true);
  }

  /// Not looked at, so that a walk gets past a changed one: ask [#isGenuine].
  @Override
  public List<RecoverySet> page(Optional<Subscriber> after, int limit) {
    return store.page(after, limit);
  }

  @Override
  public void put(RecoverySet fresh, AuditEntry entry) {
    store.put(keys.makesMacs() ? fresh.with(mac(fresh)) : fresh, entry);
  }

  @Override
  public boolean replace(RecoverySet expected, RecoverySet next, AuditEntry entry) {
    RecoverySet sealed = expected.mac().isPresent() ? next.with(mac(next)) : next;
    return store.replace(expected, sealed, entry);
  }

  private RowMac mac(RecoverySet set) {
    return macs.of(fields -> write(fields, set));
  }

  private static void write(Fields fields, RecoverySet set) {
    Use use = set.lastUse().orElse(NO_USE);
    fields
        .text(set.subscriber().relyingParty().value())
        .text(set.subscriber().id().value())
        .id(set.id())
        .number(set.hashes().size());
    set.hashes().forEach(fields::id);
    fields
        .number(set.used())
        .number(set.attempts().failures())
        .time(set.attempts().notBefore())
        .number(use.index())
        .flag(use.attempt().isPresent())
        .id(use.attempt().map(AttemptTag::value).orElse(new UUID(0, 0)))
        .time(use.at())
        .time(set.issuedAt())
        .number(set.version());
  }
}
