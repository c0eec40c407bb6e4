package dev.watchword.adapters.storage;

import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.ProviderAccount;
import dev.watchword.core.people.ProviderAccountRepository;
import dev.watchword.core.people.StoredProviderAccount;
import dev.watchword.core.seal.RowMac;
import dev.watchword.core.seal.TamperingException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Accounts at a provider in a [Database], SQLite or PostgreSQL alike. Thread-safe.
final class JdbiProviderAccountRepository implements ProviderAccountRepository {

  private static final String COLUMNS = "p.person_id, p.issuer, p.subject, p.linked_at, p.mac";

  private static final String LINK =
      """
      INSERT INTO provider_account (person_id, issuer, subject, linked_at, mac)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING\
      """;

  private final Database database;
  private final VerifierDialect dialect;

  JdbiProviderAccountRepository(Database database, VerifierDialect dialect) {
    this.database = database;
    this.dialect = dialect;
  }

  @Override
  public Optional<StoredProviderAccount> of(PersonId person) {
    String sql = "SELECT " + COLUMNS + " FROM provider_account p WHERE p.person_id = ?";
    return database.query(session -> {
      try (PreparedStatement query = session.connection().prepareStatement(sql)) {
        query.setBytes(1, UuidBytes.of(person.value()));
        try (ResultSet row = query.executeQuery()) {
          return row.next() ? read(row) : Optional.empty();
        }
      }
    });
  }

  @Override
  public Reading<StoredProviderAccount> find(String issuer, String subject) {
    String sql =
        "SELECT n.now, %s FROM (SELECT %s AS now) n LEFT JOIN provider_account p ON p.issuer = ?"
                .formatted(COLUMNS, dialect.now())
            + " AND p.subject = ?";
    return database.query(session -> {
      try (PreparedStatement query = session.connection().prepareStatement(sql)) {
        query.setString(1, issuer);
        query.setString(2, subject);
        try (ResultSet row = query.executeQuery()) {
          row.next();
          return new Reading<>(read(row), Instant.ofEpochMilli(row.getLong(1)));
        }
      }
    });
  }

  /// @param row has [#COLUMNS]; empty when the outer join found none
  private static Optional<StoredProviderAccount> read(ResultSet row) throws SQLException {
    byte[] person = row.getBytes("person_id");
    if (person == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new StoredProviderAccount(
              new ProviderAccount(
                  new PersonId(UuidBytes.read(person)),
                  row.getString("issuer"),
                  row.getString("subject"),
                  Instant.ofEpochMilli(row.getLong("linked_at"))),
              RowMac.copyOf(row.getBytes("mac"))));
    } catch (IllegalArgumentException e) {
      throw new TamperingException(
          "the stored link of person %s to a provider is damaged: %s"
              .formatted(UuidBytes.read(person), e.getMessage()));
    }
  }

  @Override
  public boolean link(StoredProviderAccount fresh, AuditEntry entry) {
    ProviderAccount account = fresh.unverified();
    return database.write(session ->
        AuditWriting.changeAlone(
            session.connection(),
            LINK,
            statement -> {
              statement.setBytes(1, UuidBytes.of(account.person().value()));
              statement.setString(2, account.issuer());
              statement.setString(3, account.subject());
              statement.setLong(4, account.linkedAt().toEpochMilli());
              statement.setBytes(5, fresh.mac().toByteArray());
              return 6;
            },
            entry));
  }

  @Override
  public boolean unlink(PersonId person, AuditEntry entry) {
    return database.write(session ->
        AuditWriting.changeAlone(
            session.connection(),
            "DELETE FROM provider_account WHERE person_id = ?",
            statement -> {
              statement.setBytes(1, UuidBytes.of(person.value()));
              return 2;
            },
            entry));
  }
}
