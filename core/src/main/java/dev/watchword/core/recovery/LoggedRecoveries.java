package dev.watchword.core.recovery;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.Contradiction.RowVersion;
import dev.watchword.core.audit.LoggedKind.Slice;
import dev.watchword.core.audit.LoggedRows;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// Sets of recovery codes beside what the audit log tells of them (SECURITY CR-12). A set that is
/// gone lets nobody in, and is no contradiction.
public final class LoggedRecoveries implements LoggedRows<Subscriber, RecoverySet> {

  private static final long NO_SET = -1;

  private final AuthenticatedRecoveries recoveries;
  private final Slice slice;

  /// How many codes were left.
  private final Map<Subscriber, Long> told = new HashMap<>();

  public LoggedRecoveries(AuthenticatedRecoveries recoveries, Slice slice) {
    this.recoveries = recoveries;
    this.slice = slice;
  }

  @Override
  public Need hear(AuditEntry entry) {
    if (!slice.has(entry.subject())) {
      return Need.NONE;
    }
    return switch (entry.action()) {
      case "recovery.issued", "recovery.issued-in-place-of-others", "recovery.redeemed" -> {
        told.put(Subscriber.parse(entry.subject()), entry.number("remaining").orElse(NO_SET));
        yield Need.ALWAYS;
      }
      case "enrolment.revoked" -> {
        told.remove(Subscriber.parse(entry.subject()));
        yield Need.ALWAYS;
      }
      default -> Need.NONE;
    };
  }

  @Override
  public void walk(BiConsumer<? super Subscriber, ? super RecoverySet> look) {
    LoggedRows.walk(
        recoveries::page,
        RecoverySet::subscriber,
        row -> {
          if (slice.has(row.subscriber().toString())) {
            look.accept(row.subscriber(), row);
          }
        });
  }

  @Override
  public Collection<Subscriber> expected() {
    return Set.of();
  }

  @Override
  public Optional<RecoverySet> read(Subscriber subscriber) {
    return recoveries.find(subscriber).value();
  }

  @Override
  public Optional<String> problem(Subscriber subscriber, Optional<RecoverySet> row) {
    return row.flatMap(set -> {
      if (!recoveries.isGenuine(set)) {
        return Optional.of(changed());
      }
      return set.remaining() > told.getOrDefault(subscriber, NO_SET)
          ? Optional.of("The recovery codes were put back: one that was used would count again.")
          : Optional.empty();
    });
  }

  @Override
  public String changed() {
    return "The recovery codes were changed outside of Watchword.";
  }

  @Override
  public String subject(Subscriber subscriber) {
    return subscriber.toString();
  }

  @Override
  public RowVersion version(RecoverySet row) {
    return new RowVersion(row.id(), row.version());
  }
}
