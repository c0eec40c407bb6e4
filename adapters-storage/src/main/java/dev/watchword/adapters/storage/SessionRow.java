package dev.watchword.adapters.storage;

import dev.watchword.core.access.TokenHash;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.seal.RowMac;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.session.Session;
import dev.watchword.core.session.SessionId;
import dev.watchword.core.session.SessionState;
import dev.watchword.core.session.StoredSession;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// A row of the table `session`, to and from the domain.
final class SessionRow {

  static final String COLUMNS =
      """
      s.session_id, s.token, s.person_id, s.epoch, s.state, s.created_at, s.expires_at, s.proved_at,
      s.source, s.agent, s.last_seen_at, s.mac\
      """;

  /// All but the id, in the order of [#bindState].
  static final String STATE =
      """
      token = ?, person_id = ?, epoch = ?, state = ?, created_at = ?, expires_at = ?,
      proved_at = ?, source = ?, agent = ?, last_seen_at = ?, mac = ?\
      """;

  private SessionRow() {}

  /// @param row has [#COLUMNS]; empty when the outer join found none
  /// @throws TamperingException when the row holds what no version of ours wrote
  static Optional<StoredSession> read(ResultSet row) throws SQLException {
    byte[] id = row.getBytes("session_id");
    if (id == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new StoredSession(
              session(new SessionId(UuidBytes.read(id)), row),
              Instant.ofEpochMilli(row.getLong("last_seen_at")),
              RowMac.copyOf(row.getBytes("mac"))));
    } catch (IllegalArgumentException e) {
      throw new TamperingException(
          "the stored session %s is damaged: %s".formatted(UuidBytes.read(id), e.getMessage()));
    }
  }

  private static Session session(SessionId id, ResultSet row) throws SQLException {
    return new Session(
        id,
        new PersonId(UuidBytes.read(row.getBytes("person_id"))),
        row.getInt("epoch"),
        SessionState.named(row.getString("state"))
            .orElseThrow(() -> new IllegalArgumentException("state: not one that is known")),
        TokenHash.copyOf(row.getBytes("token")),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("expires_at")),
        PersonRow.time(row, "proved_at"),
        row.getString("source"),
        row.getString("agent"));
  }

  /// Sets the parameters of [#STATE].
  ///
  /// @return the index of the next parameter
  static int bindState(PreparedStatement statement, int first, StoredSession row)
      throws SQLException {
    Session session = row.unverified();
    int i = first;
    statement.setBytes(i++, session.token().toByteArray());
    statement.setBytes(i++, UuidBytes.of(session.person().value()));
    statement.setInt(i++, session.epoch());
    statement.setString(i++, session.state().text());
    statement.setLong(i++, session.createdAt().toEpochMilli());
    statement.setLong(i++, session.expiresAt().toEpochMilli());
    PersonRow.bindTime(statement, i++, session.provedAt());
    statement.setString(i++, session.source());
    statement.setString(i++, session.agent());
    statement.setLong(i++, row.lastSeenAt().toEpochMilli());
    statement.setBytes(i++, row.mac().toByteArray());
    return i;
  }
}
