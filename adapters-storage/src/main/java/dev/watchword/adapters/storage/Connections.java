package dev.watchword.adapters.storage;

import dev.watchword.core.vault.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/// Where connections come from, and how this database begins and ends a transaction: all that sets
/// SQLite and PostgreSQL apart once the schema is there. Thread-safe.
interface Connections extends AutoCloseable {

  /// A connection with a transaction of this kind begun; to be given back by [#end] on this thread.
  ///
  /// @throws StorageException when none can be had in time, or the database can't be written to
  Connection begin(Access access) throws SQLException;

  /// Makes what was written last.
  void commit(Connection connection, Access access) throws SQLException;

  /// Takes a connection back, and undoes what it wrote unless that was committed.
  void end(Connection connection, Access access, boolean committed);

  /// What a failure means, as a sentence for the person at the keyboard.
  StorageException explain(SQLException failure);

  /// The same for a failure of the commit itself.
  StorageException explainCommit(SQLException failure);

  /// Which of the two it is, for the statements of the verifier's side.
  VerifierDialect verifierDialect();

  /// Copies the whole store into a new file, while others go on writing.
  ///
  /// @throws StorageException when the store is no file or the copy can't be written
  void copyTo(Path file);

  /// How busy they are.
  ConnectionUse use();

  @Override
  void close();
}
