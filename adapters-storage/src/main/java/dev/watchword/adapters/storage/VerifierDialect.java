package dev.watchword.adapters.storage;

import java.time.InstantSource;

/// All that sets SQLite and PostgreSQL apart on the verifier's side.
sealed interface VerifierDialect {

  /// The store's time in milliseconds since 1970, as an expression of SQL.
  String now();

  /// SQLite: the host's clock is the store's, since no other host can have the file open; and a
  /// transaction of two statements costs no more than one statement.
  ///
  /// @param clock the host's
  record Sqlite(InstantSource clock) implements VerifierDialect {

    @Override
    public String now() {
      return Long.toString(clock.millis());
    }
  }

  /// PostgreSQL: the database's clock, and a change goes out with its audit entry as one statement
  /// that is its own transaction, so that it takes one round trip and holds no lock over another.
  record Postgresql() implements VerifierDialect {

    @Override
    public String now() {
      return "watchword_now()";
    }
  }
}
