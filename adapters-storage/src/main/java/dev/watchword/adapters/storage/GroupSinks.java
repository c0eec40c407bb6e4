package dev.watchword.adapters.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How a group of writes is made on each of the two databases.
final class GroupSinks {

  private static final String BOTH =
      "WITH done AS (%s RETURNING 1) INSERT INTO "
          + AuditWriting.COLUMNS
          + " SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? FROM done";

  private GroupSinks() {}

  static Grouped.Sink<AuditedWrite, Boolean> of(Database database) {
    return switch (database.verifierDialect()) {
      case VerifierDialect.Sqlite _ -> new OneAfterTheOther(database);
      case VerifierDialect.Postgresql _ -> new Batch(database);
    };
  }

  /// SQLite: any statements, one after the other in one transaction; there is one writer.
  private record OneAfterTheOther(Database database)
      implements Grouped.Sink<AuditedWrite, Boolean> {

    @Override
    public List<Boolean> answers(List<AuditedWrite> writes) {
      return database.writeOnce(session -> {
        List<Boolean> found = new ArrayList<>();
        try (Prepared statements = new Prepared(session.connection())) {
          for (AuditedWrite write : writes) {
            found.add(alone(statements, write));
          }
        }
        return found;
      });
    }

    @Override
    public int most() {
      return 1;
    }
  }

  /// PostgreSQL: those of one statement in one round trip, which is its own transaction: the driver
  /// ends a batch without BEGIN by one Sync. Rows are locked in the order of their keys.
  private record Batch(Database database) implements Grouped.Sink<AuditedWrite, Boolean> {

    @Override
    public List<Boolean> answers(List<AuditedWrite> writes) {
      List<Integer> places = new ArrayList<>(IntStream.range(0, writes.size()).boxed().toList());
      places.sort(Comparator.comparing((Integer i) -> writes.get(i).key()));
      List<AuditedWrite> ordered = places.stream().map(writes::get).toList();
      int[] rows = database.writeOnce(session -> batch(session, ordered));
      Boolean[] found = new Boolean[rows.length];
      for (int i = 0; i < rows.length; i++) {
        found[places.get(i)] = rows[i] == 1;
      }
      return List.of(found);
    }

    /// One waits for the disk while the next is made.
    @Override
    public int most() {
      return 2;
    }

    @Override
    public String kind(AuditedWrite write) {
      return write.sql();
    }
  }

  /// The statements of one group, each prepared once.
  private static final class Prepared implements AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> known = new HashMap<>();

    Prepared(Connection connection) {
      this.connection = connection;
    }

    PreparedStatement of(String sql) throws SQLException {
      PreparedStatement statement = known.get(sql);
      if (statement == null) {
        statement = connection.prepareStatement(sql);
        known.put(sql, statement);
      }
      return statement;
    }

    @Override
    public void close() throws SQLException {
      for (PreparedStatement each : known.values()) {
        each.close();
      }
    }
  }

  private static boolean alone(Prepared statements, AuditedWrite write) throws SQLException {
    if (!write.sql().isEmpty()) {
      PreparedStatement change = statements.of(write.sql());
      write.change().bind(change);
      if (change.executeUpdate() != 1) {
        return false;
      }
    }
    PreparedStatement append = statements.of(AuditWriting.APPEND);
    AuditWriting.bind(append, 1, write.entry());
    append.executeUpdate();
    return true;
  }

  private static int[] batch(Session session, List<AuditedWrite> writes) throws SQLException {
    String sql = writes.getFirst().sql();
    String whole = sql.isEmpty() ? AuditWriting.APPEND : BOTH.formatted(sql);
    try (PreparedStatement statement = session.connection().prepareStatement(whole)) {
      if (writes.size() == 1) {
        bind(statement, writes.getFirst());
        return new int[] {statement.executeUpdate()};
      }
      for (AuditedWrite write : writes) {
        bind(statement, write);
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }

  private static void bind(PreparedStatement statement, AuditedWrite write) throws SQLException {
    AuditWriting.bind(statement, write.change().bind(statement), write.entry());
  }
}
