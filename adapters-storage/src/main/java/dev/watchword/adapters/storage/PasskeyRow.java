package dev.watchword.adapters.storage;

import dev.watchword.core.people.Passkey;
import dev.watchword.core.people.PasskeyCredential;
import dev.watchword.core.people.PasskeyId;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.StoredPasskey;
import dev.watchword.core.seal.RowMac;
import dev.watchword.core.seal.TamperingException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// A row of the table `passkey`, to and from the domain.
final class PasskeyRow {

  static final String COLUMNS =
      """
      k.passkey_id, k.person_id, k.credential, k.attested, k.backup_eligible, k.sign_count, k.name,
      k.created_at, k.last_used_at, k.version, k.mac\
      """;

  /// What a use changes, in the order of [#bindState].
  static final String STATE = "sign_count = ?, last_used_at = ?, version = ?, mac = ?";

  private PasskeyRow() {}

  /// @param row has [#COLUMNS]; empty when the outer join found none
  /// @throws TamperingException when the row holds what no version of ours wrote
  static Optional<StoredPasskey> read(ResultSet row) throws SQLException {
    byte[] id = row.getBytes("passkey_id");
    if (id == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new StoredPasskey(
              new Passkey(
                  new PasskeyId(UuidBytes.read(id)),
                  new PersonId(UuidBytes.read(row.getBytes("person_id"))),
                  new PasskeyCredential(
                      row.getString("credential"),
                      row.getString("attested"),
                      row.getInt("backup_eligible") != 0),
                  row.getLong("sign_count"),
                  row.getString("name"),
                  Instant.ofEpochMilli(row.getLong("created_at")),
                  PersonRow.time(row, "last_used_at"),
                  row.getLong("version")),
              RowMac.copyOf(row.getBytes("mac"))));
    } catch (IllegalArgumentException e) {
      throw new TamperingException(
          "the stored passkey %s is damaged: %s".formatted(UuidBytes.read(id), e.getMessage()));
    }
  }

  /// Sets the parameters of [#STATE].
  ///
  /// @return the index of the next parameter
  static int bindState(PreparedStatement statement, int first, StoredPasskey row)
      throws SQLException {
    Passkey passkey = row.unverified();
    int i = first;
    statement.setLong(i++, passkey.signCount());
    PersonRow.bindTime(statement, i++, passkey.lastUsedAt());
    statement.setLong(i++, passkey.version());
    statement.setBytes(i++, row.mac().toByteArray());
    return i;
  }

  static byte[] id(StoredPasskey row) {
    return UuidBytes.of(row.unverified().id().value());
  }
}
