package dev.watchword.core.custody;

import dev.watchword.core.vault.CborReader;
import dev.watchword.core.vault.CborWriter;
import java.time.Instant;
import java.util.UUID;

/// An operator's question whether they may read codes of a held factor, and a second person's
/// answer.
///
/// @param entry the held factor
/// @param asker who asked
/// @param until when the question lapses, or the approval ends
/// @param decidedBy how the one who answered is known; empty before
public record Approval(
    UUID id,
    UUID entry,
    UUID asker,
    String askerName,
    String reason,
    Instant askedAt,
    Instant until,
    State state,
    String decidedBy)
    implements CustodyRecord {

  static final RecordType<Approval> TYPE = new RecordType<>(RecordKind.APPROVAL, Approval::read);

  /// The answer.
  public enum State {
    ASKED,
    APPROVED,
    DENIED
  }

  Approval decided(State answer, String by, Instant end) {
    return new Approval(id, entry, asker, askerName, reason, askedAt, end, answer, by);
  }

  @Override
  public RecordColumns columns() {
    return RecordColumns.of(entry, asker)
        .during(askedAt, until)
        .at(askedAt.toEpochMilli())
        .endedIf(state == State.DENIED);
  }

  @Override
  public void write(CborWriter out) {
    out.uuid(entry).uuid(asker).text(askerName).text(reason);
    out.unsigned(askedAt.toEpochMilli()).unsigned(until.toEpochMilli());
    out.text(state.name()).text(decidedBy);
  }

  static Approval read(UUID id, CborReader in) {
    return new Approval(
        id,
        in.uuid(),
        in.uuid(),
        in.text(),
        in.text(),
        Instant.ofEpochMilli(in.unsigned()),
        Instant.ofEpochMilli(in.unsigned()),
        State.valueOf(in.text()),
        in.text());
  }
}
