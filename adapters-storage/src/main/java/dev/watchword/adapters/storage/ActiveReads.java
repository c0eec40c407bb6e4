package dev.watchword.adapters.storage;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.enrolment.Enrolment.Active;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The bound factors of several subscribers by one statement of PostgreSQL's.
///
/// @param alone reads one
record ActiveReads(Database database, Function<Subscriber, Reading<Active>> alone)
    implements Grouped.Sink<Subscriber, Reading<Active>> {

  private static final String SQL =
      "SELECT n.now, n.floor, "
          + EnrolmentRow.COLUMNS
          + " FROM (SELECT watchword_now() AS now, raised_at AS floor FROM replay_floor) n"
          + " CROSS JOIN unnest(?, ?) WITH ORDINALITY AS k (relying_party, subscriber, place)"
          + " LEFT JOIN enrolment e ON e.relying_party = k.relying_party"
          + " AND e.subscriber = k.subscriber AND e.bound = 1 ORDER BY k.place";

  @Override
  public List<Reading<Active>> answers(List<Subscriber> asked) {
    return asked.size() == 1
        ? List.of(alone.apply(asked.getFirst()))
        : database.query(session -> read(session, asked));
  }

  private static List<Reading<Active>> read(Session session, List<Subscriber> asked)
      throws SQLException {
    Array parties = texts(session, asked.stream().map(who -> who.relyingParty().value()).toArray());
    Array names = texts(session, asked.stream().map(who -> who.id().value()).toArray());
    List<Reading<Active>> readings = new ArrayList<>();
    try (PreparedStatement query = session.connection().prepareStatement(SQL)) {
      query.setArray(1, parties);
      query.setArray(2, names);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          readings.add(
              new Reading<>(
                  EnrolmentRow.read(row, 3).map(Active.class::cast),
                  Instant.ofEpochMilli(row.getLong(1)),
                  Instant.ofEpochMilli(row.getLong(2))));
        }
      }
    }
    return readings;
  }

  private static Array texts(Session session, Object[] values) throws SQLException {
    return session.connection().createArrayOf("text", values);
  }

  /// One is on its way while the next is gathered.
  @Override
  public int most() {
    return 2;
  }
}
