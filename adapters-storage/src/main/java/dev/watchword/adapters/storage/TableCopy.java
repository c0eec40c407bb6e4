package dev.watchword.adapters.storage;

import dev.watchword.core.vault.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Copies a whole store into an empty one, whichever database either is: both have the same tables
/// and columns, and what is sealed stays sealed.
///
/// The rows that a new schema begins with stay: whose turn it is, the floor below which codes count
/// as used, which whoever restores raises, and whether rows demand MACs.
final class TableCopy {

  private static final int ROWS_AT_ONCE = 500;

  /// A table, whose rows are copied in the order of a column where the database numbers them anew.
  ///
  /// @param numbered that column; empty where there is none
  private record Table(String name, String numbered) {
    Table(String name) {
      this(name, "");
    }
  }

  /// What others refer to first.
  private static final List<Table> TABLES =
      List.of(
          new Table("vault"),
          new Table("vault_slot"),
          new Table("entry"),
          new Table("entry_field"),
          new Table("api_token"),
          new Table("enrolment"),
          new Table("recovery_set"),
          new Table("audit_entry"),
          new Table("audit_waiting", "id"),
          new Table("person"),
          new Table("session"),
          new Table("password_tally"),
          new Table("notice", "notice_id"),
          new Table("custody_record"),
          new Table("passkey"),
          new Table("passkey_challenge"),
          new Table("provider_account"));

  private TableCopy() {}

  static List<String> tables() {
    return TABLES.stream().map(Table::name).toList();
  }

  /// @throws StorageException when the target holds anything already; nothing was copied then
  static void all(Connection from, Connection to) throws SQLException {
    for (Table table : TABLES) {
      if (holdsAnything(to, table)) {
        throw new StorageException(
            "The database holds something already; a store is put into an empty one.");
      }
    }
    for (Table table : TABLES) {
      copy(from, to, table);
    }
  }

  private static boolean holdsAnything(Connection connection, Table table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT 1 FROM " + table.name + " LIMIT 1")) {
      return row.next();
    }
  }

  private static void copy(Connection from, Connection to, Table table) throws SQLException {
    List<String> columns = columns(from, table);
    String names = String.join(", ", columns);
    String select =
        "SELECT %s FROM %s%s"
            .formatted(
                names, table.name, table.numbered.isEmpty() ? "" : " ORDER BY " + table.numbered);
    String insert =
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(
                table.name, names, String.join(", ", Collections.nCopies(columns.size(), "?")));
    try (PreparedStatement read = from.prepareStatement(select);
        PreparedStatement write = to.prepareStatement(insert)) {
      read.setFetchSize(ROWS_AT_ONCE);
      int waiting = 0;
      try (ResultSet row = read.executeQuery()) {
        while (row.next()) {
          for (int i = 1; i <= columns.size(); i++) {
            write.setObject(i, row.getObject(i));
          }
          write.addBatch();
          if (++waiting == ROWS_AT_ONCE) {
            write.executeBatch();
            waiting = 0;
          }
        }
      }
      write.executeBatch();
    }
  }

  private static List<String> columns(Connection connection, Table table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery("SELECT * FROM " + table.name + " WHERE 1 = 0")) {
      ResultSetMetaData about = none.getMetaData();
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= about.getColumnCount(); i++) {
        String column = about.getColumnName(i).toLowerCase(Locale.ROOT);
        if (!column.equals(table.numbered)) {
          columns.add(column);
        }
      }
      return columns;
    }
  }
}
