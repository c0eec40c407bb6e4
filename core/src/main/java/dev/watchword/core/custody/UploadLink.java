package dev.watchword.core.custody;

import dev.watchword.core.access.TokenHash;
import dev.watchword.core.vault.CborReader;
import dev.watchword.core.vault.CborWriter;
import java.time.Instant;
import java.util.UUID;

/// A link by which a customer hands over a factor, once.
///
/// @param token the hash of what the link carries
/// @param createdBy the person who made it
/// @param createdAt in whole milliseconds
/// @param pin a keyed hash in hexadecimal digits; empty where none is asked
/// @param wrongPins tries with another PIN so far
/// @param state whether it can still be used, its time apart
public record UploadLink(
    UUID id,
    TokenHash token,
    LinkTerms terms,
    UUID createdBy,
    Instant createdAt,
    String pin,
    int wrongPins,
    State state)
    implements CustodyRecord {

  /// After so many wrong PINs the link is dead.
  static final int MOST_WRONG_PINS = 5;

  static final RecordType<UploadLink> TYPE = new RecordType<>(RecordKind.LINK, UploadLink::read);

  /// What became of a link.
  public enum State {
    OPEN,
    USED,
    REVOKED
  }

  public boolean pinNeeded() {
    return !pin.isEmpty();
  }

  /// Whether too many wrong PINs were tried.
  public boolean dead() {
    return wrongPins >= MOST_WRONG_PINS;
  }

  boolean liveAt(Instant now) {
    return state == State.OPEN && !dead() && now.isBefore(terms.expiresAt());
  }

  UploadLink withState(State next) {
    return new UploadLink(id, token, terms, createdBy, createdAt, pin, wrongPins, next);
  }

  UploadLink withWrongPins(int count) {
    return new UploadLink(id, token, terms, createdBy, createdAt, pin, count, state);
  }

  @Override
  public RecordColumns columns() {
    return RecordColumns.of(RecordColumns.NOBODY, createdBy)
        .during(createdAt, terms.expiresAt())
        .withToken(token)
        .at(createdAt.toEpochMilli())
        .endedIf(state != State.OPEN || dead());
  }

  @Override
  public void write(CborWriter out) {
    out.bytes(token.toByteArray());
    terms.write(out);
    out.uuid(createdBy).unsigned(createdAt.toEpochMilli()).text(pin).unsigned(wrongPins);
    out.text(state.name());
  }

  static UploadLink read(UUID id, CborReader in) {
    return new UploadLink(
        id,
        TokenHash.copyOf(in.bytes()),
        LinkTerms.read(in),
        in.uuid(),
        Instant.ofEpochMilli(in.unsigned()),
        in.text(),
        (int) in.unsigned(),
        State.valueOf(in.text()));
  }
}
