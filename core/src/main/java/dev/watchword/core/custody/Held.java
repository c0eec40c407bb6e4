package dev.watchword.core.custody;

import dev.watchword.core.vault.CborReader;
import dev.watchword.core.vault.CborWriter;
import java.time.Instant;
import java.util.UUID;

/// A factor that is held for a customer; its secret is the vault's entry of the same id.
///
/// @param receipt the customer's receipt for it
/// @param since in whole milliseconds
/// @param until when it is erased
/// @param state whether it still is held
/// @param reservedBy who has it for themselves; [RecordColumns#NOBODY] for nobody
/// @param reservedName how others know them
/// @param reservedUntil to when
public record Held(
    UUID id,
    UUID receipt,
    String customer,
    String issuer,
    String account,
    String purpose,
    Instant since,
    Instant until,
    State state,
    UUID reservedBy,
    String reservedName,
    Instant reservedUntil)
    implements CustodyRecord {

  static final RecordType<Held> TYPE = new RecordType<>(RecordKind.HELD, Held::read);

  /// How it ended, if it has.
  public enum State {
    HELD,
    ENDED_BY_CUSTOMER,
    ENDED_BY_STAFF,
    ENDED_BY_TIME
  }

  boolean reservedAt(Instant now) {
    return !reservedBy.equals(RecordColumns.NOBODY) && now.isBefore(reservedUntil);
  }

  Held withState(State next) {
    return new Held(
        id,
        receipt,
        customer,
        issuer,
        account,
        purpose,
        since,
        until,
        next,
        RecordColumns.NOBODY,
        "",
        Instant.EPOCH);
  }

  Held reserved(UUID person, String name, Instant end) {
    return new Held(
        id, receipt, customer, issuer, account, purpose, since, until, state, person, name, end);
  }

  /// The account as a line names it.
  public String name() {
    return issuer.isEmpty() ? account : issuer + ": " + account;
  }

  @Override
  public RecordColumns columns() {
    return RecordColumns.of(receipt, RecordColumns.NOBODY)
        .during(since, until)
        .at(since.toEpochMilli())
        .endedIf(state != State.HELD);
  }

  @Override
  public void write(CborWriter out) {
    out.uuid(receipt).text(customer).text(issuer).text(account).text(purpose);
    out.unsigned(since.toEpochMilli()).unsigned(until.toEpochMilli()).text(state.name());
    out.uuid(reservedBy).text(reservedName).unsigned(reservedUntil.toEpochMilli());
  }

  static Held read(UUID id, CborReader in) {
    return new Held(
        id,
        in.uuid(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        Instant.ofEpochMilli(in.unsigned()),
        Instant.ofEpochMilli(in.unsigned()),
        State.valueOf(in.text()),
        in.uuid(),
        in.text(),
        Instant.ofEpochMilli(in.unsigned()));
  }
}
