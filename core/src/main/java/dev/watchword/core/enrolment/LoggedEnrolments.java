package dev.watchword.core.enrolment;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.Contradiction.RowVersion;
import dev.watchword.core.audit.LoggedKind.Slice;
import dev.watchword.core.audit.LoggedRows;
import dev.watchword.core.enrolment.Enrolment.Active;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/// Bound factors beside what the audit log tells of them (SECURITY CR-12).
public final class LoggedEnrolments implements LoggedRows<Subscriber, Active> {

  private static final long NO_STEP = -1;

  private final AuthenticatedEnrolments enrolments;
  private final Slice slice;
  private final Map<Subscriber, Told> told = new HashMap<>();

  public LoggedEnrolments(AuthenticatedEnrolments enrolments, Slice slice) {
    this.enrolments = enrolments;
    this.slice = slice;
  }

  /// What was heard of one subscriber's factor.
  ///
  /// @param lastStep the last accepted one, -1 where none was
  private record Told(UUID enrolment, long lastStep) {}

  @Override
  public Need hear(AuditEntry entry) {
    if (!slice.has(entry.subject())) {
      return Need.NONE;
    }
    return switch (entry.action()) {
      case "enrolment.confirmed", "enrolment.confirmed-in-place-of-another" -> {
        entry
            .id("enrolment")
            .ifPresent(id -> told.put(Subscriber.parse(entry.subject()), new Told(id, NO_STEP)));
        yield Need.ALWAYS;
      }
      case "enrolment.revoked" -> {
        told.remove(Subscriber.parse(entry.subject()));
        yield Need.ALWAYS;
      }
      case "otp.accepted" -> {
        told.computeIfPresent(
            Subscriber.parse(entry.subject()),
            (_, one) ->
                new Told(
                    one.enrolment, Math.max(one.lastStep, entry.number("step").orElse(NO_STEP))));
        yield Need.UNTIL_NEXT; // steps of a factor only grow
      }
      default -> Need.NONE;
    };
  }

  @Override
  public void walk(BiConsumer<? super Subscriber, ? super Active> look) {
    LoggedRows.walk(
        enrolments::page,
        Active::subscriber,
        row -> {
          if (slice.has(row.subscriber().toString())) {
            look.accept(row.subscriber(), row);
          }
        });
  }

  @Override
  public Collection<Subscriber> expected() {
    return told.keySet();
  }

  @Override
  public Optional<Active> read(Subscriber subscriber) {
    return enrolments.active(subscriber).value();
  }

  @Override
  public Optional<String> problem(Subscriber subscriber, Optional<Active> row) {
    Optional<Told> one = Optional.ofNullable(told.get(subscriber));
    if (row.isEmpty()) {
      return one.map(_ -> "The factor is gone, and nobody revoked it.");
    }
    Active factor = row.get();
    if (!enrolments.isGenuine(factor)) {
      return Optional.of(changed());
    }
    if (one.filter(it -> it.enrolment.equals(factor.id().value())).isEmpty()) {
      return Optional.of("The factor is one that was revoked or replaced.");
    }
    return factor.lastStep() < one.get().lastStep
        ? Optional.of("The factor was put back: a code that was used would count again.")
        : Optional.empty();
  }

  @Override
  public String changed() {
    return "The factor was changed outside of Watchword.";
  }

  @Override
  public String subject(Subscriber subscriber) {
    return subscriber.toString();
  }

  @Override
  public RowVersion version(Active row) {
    return new RowVersion(row.id().value(), row.version());
  }
}
