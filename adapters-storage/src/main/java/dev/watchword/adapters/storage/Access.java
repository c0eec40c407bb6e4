package dev.watchword.adapters.storage;

/// What some work needs of the database.
enum Access {
  /// One statement that reads.
  STATEMENT,
  /// Several statements that read, all as of one instant.
  SNAPSHOT,
  /// Statements that write, kept together or not at all.
  WRITE
}
