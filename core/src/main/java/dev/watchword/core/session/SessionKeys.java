package dev.watchword.core.session;

import dev.watchword.core.seal.RowMac;
import dev.watchword.core.seal.RowMacs;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import java.time.Instant;

/// Authenticates what a store says of sessions: a row that was written or changed without the key
/// signs nobody in. Thread-safe.
public final class SessionKeys {

  private final RowMacs rows;

  /// @param key derived from here, and not kept
  public SessionKeys(VaultKey key) {
    this.rows = new RowMacs(key, "people sessions");
  }

  /// The row for a session.
  public StoredSession seal(Session session, Instant lastSeenAt) {
    return new StoredSession(session, lastSeenAt, mac(session));
  }

  /// The session of a row.
  ///
  /// @throws TamperingException when anything of it was changed outside of this program
  public Session open(StoredSession row) {
    if (!isGenuine(row)) {
      throw new TamperingException(
          "the stored session %s was changed outside of Watchword, or is damaged"
              .formatted(row.unverified().id()));
    }
    return row.unverified();
  }

  boolean isGenuine(StoredSession row) {
    return mac(row.unverified()).equals(row.mac());
  }

  private RowMac mac(Session session) {
    return rows.of(fields ->
        fields
            .id(session.id().value())
            .id(session.person().value())
            .number(session.epoch())
            .text(session.state().text())
            .bytes(session.token().toByteArray())
            .time(session.createdAt())
            .time(session.expiresAt())
            .flag(session.provedAt().isPresent())
            .time(session.provedAt().orElse(Instant.EPOCH))
            .text(session.source())
            .text(session.agent()));
  }
}
