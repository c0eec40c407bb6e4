package dev.watchword.adapters.storage;

import dev.watchword.core.people.Invite;
import dev.watchword.core.people.PasswordHash;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.PersonName;
import dev.watchword.core.people.Preferences;
import dev.watchword.core.people.Role;
import dev.watchword.core.people.Standing;
import dev.watchword.core.people.StoredPerson;
import dev.watchword.core.seal.RowMac;
import dev.watchword.core.seal.TamperingException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;

/// A row of the table `person`, to and from the domain.
final class PersonRow {

  static final String COLUMNS =
      """
      p.person_id, p.name, p.display_name, p.role, p.disabled, p.must_enrol, p.joined_at, p.epoch,
      p.password, p.invite, p.invite_until, p.language, p.theme, p.created_at, p.version, p.tally,
      p.mac\
      """;

  /// What a person's next version may change, in the order of [#bindState].
  static final String STATE =
      """
      display_name = ?, role = ?, disabled = ?, must_enrol = ?, joined_at = ?, epoch = ?,
      password = ?, invite = ?, invite_until = ?, language = ?, theme = ?, version = ?, mac = ?\
      """;

  private PersonRow() {}

  /// @param row has [#COLUMNS]; empty when the outer join found none
  /// @throws TamperingException when the row holds what no version of ours wrote
  static Optional<StoredPerson> read(ResultSet row) throws SQLException {
    byte[] id = row.getBytes("person_id");
    if (id == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new StoredPerson(
              person(new PersonId(UuidBytes.read(id)), row),
              UuidBytes.read(row.getBytes("tally")),
              RowMac.copyOf(row.getBytes("mac"))));
    } catch (IllegalArgumentException e) {
      throw new TamperingException(
          "the stored account of person %s is damaged: %s"
              .formatted(UuidBytes.read(id), e.getMessage()));
    }
  }

  private static Person person(PersonId id, ResultSet row) throws SQLException {
    return new Person(
        id,
        new PersonName(row.getString("name")),
        row.getString("display_name"),
        Role.named(row.getString("role"))
            .orElseThrow(() -> new IllegalArgumentException("role: not one that is known")),
        new Standing(
            row.getInt("disabled") != 0,
            row.getInt("must_enrol") != 0,
            time(row, "joined_at"),
            row.getInt("epoch")),
        Optional.ofNullable(row.getString("password")).map(PasswordHash::parse),
        invite(row),
        new Preferences(
            Optional.ofNullable(row.getString("language")),
            Optional.ofNullable(row.getString("theme"))),
        Instant.ofEpochMilli(row.getLong("created_at")),
        row.getLong("version"));
  }

  private static Optional<Invite> invite(ResultSet row) throws SQLException {
    byte[] hash = row.getBytes("invite");
    return hash == null
        ? Optional.empty()
        : Optional.of(
            new Invite(UuidBytes.read(hash), Instant.ofEpochMilli(row.getLong("invite_until"))));
  }

  static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  /// Sets the parameters of [#STATE].
  ///
  /// @return the index of the next parameter
  static int bindState(PreparedStatement statement, int first, StoredPerson row)
      throws SQLException {
    Person person = row.unverified();
    Standing standing = person.standing();
    int i = first;
    statement.setString(i++, person.displayName());
    statement.setString(i++, person.role().text());
    statement.setInt(i++, standing.disabled() ? 1 : 0);
    statement.setInt(i++, standing.mustEnrol() ? 1 : 0);
    bindTime(statement, i++, standing.joinedAt());
    statement.setInt(i++, standing.epoch());
    statement.setString(i++, person.password().map(PasswordHash::encoded).orElse(null));
    statement.setBytes(i++, person.invite().map(Invite::hash).map(UuidBytes::of).orElse(null));
    bindTime(statement, i++, person.invite().map(Invite::expiresAt));
    statement.setString(i++, person.preferences().language().orElse(null));
    statement.setString(i++, person.preferences().theme().orElse(null));
    statement.setLong(i++, person.version());
    statement.setBytes(i++, row.mac().toByteArray());
    return i;
  }

  static void bindTime(PreparedStatement statement, int index, Optional<Instant> time)
      throws SQLException {
    if (time.isPresent()) {
      statement.setLong(index, time.get().toEpochMilli());
    } else {
      statement.setNull(index, Types.BIGINT);
    }
  }

  static byte[] id(StoredPerson row) {
    return UuidBytes.of(row.unverified().id().value());
  }
}
