package dev.watchword.adapters.storage;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.enrolment.Enrolment;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.enrolment.Enrolment.Pending;
import dev.watchword.core.enrolment.EnrolmentId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What [JdbiEnrolmentRepository] reads: enrolments, each with the database's time and the replay
/// floor as of the same instant. Thread-safe.
final class EnrolmentReading {

  private final Database database;
  private final VerifierDialect dialect;

  /// Looks of several threads in one, where a look is a round trip.
  private final Optional<Grouped<Subscriber, Reading<Active>>> grouped;

  private final LastSeen<Subscriber> seen;

  /// @param seen the bound ones
  EnrolmentReading(Database database, VerifierDialect dialect, LastSeen<Subscriber> seen) {
    this.database = database;
    this.seen = seen;
    this.dialect = dialect;
    this.grouped =
        switch (dialect) {
          case VerifierDialect.Sqlite _ -> Optional.empty();
          case VerifierDialect.Postgresql _ ->
              Optional.of(new Grouped<>(new ActiveReads(database, this::unverified)));
        };
  }

  Reading<Active> active(Subscriber subscriber) {
    long began = seen.tick();
    Reading<Active> reading =
        grouped.isEmpty() || database.inTransaction()
            ? unverified(subscriber)
            : grouped.get().ask(subscriber);
    seen.read(subscriber, reading.value().map(EnrolmentReading::state), began);
    return reading;
  }

  static LastSeen.State state(Active enrolment) {
    return new LastSeen.State(enrolment.id().value(), enrolment.confirmedAt(), enrolment.version());
  }

  Reading<Active> unverified(Subscriber subscriber) {
    return read(
        "relying_party = ? AND e.subscriber = ? AND e.bound = 1",
        statement -> EnrolmentRow.bindOwner(statement, 1, subscriber),
        Active.class);
  }

  Reading<Pending> pending(Subscriber subscriber) {
    return read(
        "relying_party = ? AND e.subscriber = ? AND e.bound = 0",
        statement -> EnrolmentRow.bindOwner(statement, 1, subscriber),
        Pending.class);
  }

  Reading<Enrolment> find(RelyingPartyId relyingParty, EnrolmentId id) {
    long began = seen.tick();
    Reading<Enrolment> reading =
        read(
            "enrolment_id = ? AND e.relying_party = ?",
            statement -> {
              statement.setBytes(1, UuidBytes.of(id.value()));
              statement.setString(2, relyingParty.value());
              return 3;
            },
            Enrolment.class);
    if (reading.value().orElse(null) instanceof Active found) {
      seen.read(found.subscriber(), Optional.of(state(found)), began);
    }
    return reading;
  }

  private <E extends Enrolment> Reading<E> read(
      String condition, AuditedWrite.Change parameters, Class<E> kind) {
    String sql =
        ("SELECT n.now, n.floor, %s FROM (SELECT %s AS now, raised_at AS floor FROM replay_floor) n"
                + " LEFT JOIN enrolment e ON e.%s")
            .formatted(EnrolmentRow.COLUMNS, dialect.now(), condition);
    return database.query(session -> {
      try (PreparedStatement query = session.connection().prepareStatement(sql)) {
        parameters.bind(query);
        try (ResultSet row = query.executeQuery()) {
          row.next();
          Instant now = Instant.ofEpochMilli(row.getLong(1));
          Instant floor = Instant.ofEpochMilli(row.getLong(2));
          return new Reading<>(EnrolmentRow.read(row, 3).map(kind::cast), now, floor);
        }
      }
    });
  }

  List<Active> page(Optional<Subscriber> after, int limit) {
    String sql =
        "SELECT "
            + EnrolmentRow.COLUMNS
            + " FROM enrolment e WHERE e.bound = 1 "
            + EnrolmentRow.AFTER
            + " LIMIT ?";
    return database.query(session -> {
      List<Active> page = new ArrayList<>();
      try (PreparedStatement query = session.connection().prepareStatement(sql)) {
        query.setInt(EnrolmentRow.bindAfter(query, 1, after), limit);
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            EnrolmentRow.read(row, 1).map(Active.class::cast).ifPresent(page::add);
          }
        }
      }
      return page;
    });
  }

  List<Reading<Pending>> expired(int limit) {
    String sql =
        """
        SELECT n.now, %s
          FROM (SELECT %s AS now) n JOIN enrolment e ON e.bound = 0 AND e.expires_at <= n.now
         LIMIT ?\
        """
            .formatted(EnrolmentRow.COLUMNS, dialect.now());
    return database.query(session -> {
      List<Reading<Pending>> expired = new ArrayList<>();
      try (PreparedStatement query = session.connection().prepareStatement(sql)) {
        query.setInt(1, limit);
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            Instant now = Instant.ofEpochMilli(row.getLong(1));
            Optional<Pending> pending = EnrolmentRow.read(row, 2).map(Pending.class::cast);
            expired.add(new Reading<>(pending, now));
          }
        }
      }
      return expired;
    });
  }
}
