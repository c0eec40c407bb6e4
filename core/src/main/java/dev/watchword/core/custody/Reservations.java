package dev.watchword.core.custody;

import dev.watchword.core.audit.AuditEvent.Custody.Act;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps a held factor for one operator at a time (SECURITY AZ-11). Thread-safe.
public final class Reservations {

  /// The longest that one reservation lasts.
  public static final Duration LONGEST = Duration.ofMinutes(5);

  private final Desk desk;

  Reservations(Desk desk) {
    this.desk = desk;
  }

  /// What became of asking for a reservation.
  public sealed interface Outcome {

    /// It is theirs until then.
    record Yours(Instant until) implements Outcome {}

    /// Somebody else has it.
    record Others(String by, Instant until) implements Outcome {}

    /// Nothing of that id is held for the one who asks.
    record NotHeld() implements Outcome {}
  }

  /// Reserves, or prolongs; of several at once exactly one gets it.
  ///
  /// @param length 1 second to 5 minutes
  public Outcome reserve(Custodian by, UUID entry, Duration length) {
    if (length.compareTo(Duration.ofSeconds(1)) < 0 || length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("seconds: 1 to 300, got " + length.toSeconds());
    }
    return desk.retrying(() -> {
      Optional<Kept<Held>> held = desk.held(entry);
      if (held.isEmpty() || desk.grants(by.id(), entry).isEmpty()) {
        return new Outcome.NotHeld();
      }
      Kept<Held> kept = held.get();
      Held it = kept.value();
      if (it.reservedAt(kept.at()) && !it.reservedBy().equals(by.id())) {
        return new Outcome.Others(it.reservedName(), it.reservedUntil());
      }
      Instant until = kept.at().plus(length);
      desk.write(
          List.of(
              desk.records().replaceLive(Held.TYPE, kept, it.reserved(by.id(), by.name(), until))),
          desk.entry(kept.at(), by.origin(), "held", entry, Act.RESERVED, ""));
      return new Outcome.Yours(until);
    });
  }

  /// Gives a reservation up.
  ///
  /// @return false when it was not theirs
  public boolean release(Custodian by, UUID entry) {
    return desk.retrying(() -> {
      Optional<Kept<Held>> held =
          desk.held(entry)
              .filter(kept ->
                  kept.value().reservedAt(kept.at()) && kept.value().reservedBy().equals(by.id()));
      held.ifPresent(kept ->
          desk.write(
              List.of(
                  desk.records()
                      .replaceLive(
                          Held.TYPE,
                          kept,
                          kept.value().reserved(RecordColumns.NOBODY, "", Instant.EPOCH))),
              desk.entry(kept.at(), by.origin(), "held", entry, Act.RELEASED, "")));
      return held.isPresent();
    });
  }
}
