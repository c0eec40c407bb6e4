package dev.watchword.adapters.storage;

import dev.watchword.core.vault.OutcomeUnknownException;
import dev.watchword.core.vault.StorageException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/// Says what PostgreSQL's SQLSTATEs (its manual, appendix A) mean for the person at the keyboard.
final class PostgresqlFailures {

  StorageException explain(SQLException failure) {
    return new StorageException(sentence(failure), withoutText(failure));
  }

  /// A commit whose answer never came may have been done or not (SECURITY MN-05).
  StorageException explainCommit(SQLException failure) {
    if (lost(failure)) {
      return new OutcomeUnknownException(
          "The connection to PostgreSQL was lost while a change was stored: it may have been kept"
              + " or not. Look before you repeat it.",
          withoutText(failure));
    }
    return explain(failure);
  }

  /// The connection broke, or the server ended it: 57P01 on an order, 57P02 after another process's
  /// crash.
  private static boolean lost(SQLException failure) {
    String state = state(failure);
    return state.startsWith("08") && !(failure instanceof SQLTransientConnectionException)
        || state.equals("57P01")
        || state.equals("57P02");
  }

  /// Whether what failed gave way to others: 55P03 after waiting for a lock, class 40 after a
  /// deadlock or a lost race. Nothing was kept, and it may be done again.
  static boolean gaveWay(StorageException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return state(sql).equals("55P03") || state(sql).startsWith("40");
      }
    }
    return false;
  }

  private static String sentence(SQLException failure) {
    if (failure instanceof SQLTransientConnectionException) {
      return "The PostgreSQL database is not reachable or has no connection left; try again.";
    }
    String state = state(failure);
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08" -> "The connection to PostgreSQL was lost or refused. Nothing was changed.";
      case "28" -> "PostgreSQL refused the user or the password.";
      case "3D" -> "That PostgreSQL database does not exist; create it first.";
      case "42" -> "The PostgreSQL role may not do this, or tables are missing (" + state + ").";
      case "53" -> "PostgreSQL has no room or no connection left (" + state + ").";
      case "57" -> "PostgreSQL is starting up or shutting down; try again.";
      case "25" -> "PostgreSQL is read-only. Nothing was changed.";
      default -> "The PostgreSQL database can't be used (SQLSTATE " + state + ").";
    };
  }

  private static String state(SQLException failure) {
    String state = failure.getSQLState();
    return state == null ? "" : state;
  }

  /// Messages of PostgreSQL's can quote values of ours; they go no further.
  private static SQLException withoutText(SQLException failure) {
    SQLException bare = new SQLException("SQLSTATE " + state(failure), state(failure));
    bare.setStackTrace(failure.getStackTrace());
    return bare;
  }
}
