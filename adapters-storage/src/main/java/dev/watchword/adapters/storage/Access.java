package dev.watchword.adapters.storage;

/// What some work needs of the database.
enum Access {
  /// One statement that reads.
  STATEMENT,
  /// Several statements that read, all as of one instant.
  SNAPSHOT,
  /// One statement that writes: its own transaction where the database makes it one.
  ONE_WRITE,
  /// Statements that write, kept together or not at all.
  WRITE;

  boolean writes() {
    return this == ONE_WRITE || this == WRITE;
  }
}
