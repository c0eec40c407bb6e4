package dev.watchword.core.custody;

import dev.watchword.core.vault.CborReader;
import dev.watchword.core.vault.CborWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// An event on its way to a webhook: written together with what it tells of, and there until it was
/// taken or a day has passed.
///
/// @param webhook where to
/// @param body what is sent
/// @param tries so far
/// @param nextAt not before then
/// @param until when it is given up
public record Delivery(UUID id, UUID webhook, String body, int tries, Instant nextAt, Instant until)
    implements CustodyRecord {

  static final RecordType<Delivery> TYPE = new RecordType<>(RecordKind.DELIVERY, Delivery::read);

  static final Duration LONGEST = Duration.ofHours(24);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(2);

  /// As it stands while a try is under way, and when that fails: the next is twice as far off.
  Delivery tried(Instant now) {
    Duration pause = FIRST_PAUSE;
    for (int i = 0; i < tries && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    Instant next = now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    return new Delivery(id, webhook, body, tries + 1, next, until);
  }

  @Override
  public RecordColumns columns() {
    return RecordColumns.of(webhook, RecordColumns.NOBODY)
        .during(nextAt, until)
        .at(nextAt.toEpochMilli());
  }

  @Override
  public void write(CborWriter out) {
    out.uuid(webhook).text(body).unsigned(tries);
    out.unsigned(nextAt.toEpochMilli()).unsigned(until.toEpochMilli());
  }

  static Delivery read(UUID id, CborReader in) {
    return new Delivery(
        id,
        in.uuid(),
        in.text(),
        (int) in.unsigned(),
        Instant.ofEpochMilli(in.unsigned()),
        Instant.ofEpochMilli(in.unsigned()));
  }
}
