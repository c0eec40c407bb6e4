package dev.watchword.adapters.storage;

/// Where a database's schema stands against the [Migrations] that this program knows.
enum Schema {
  /// No migration ever ran.
  ABSENT,
  /// There are migrations that have not run.
  BEHIND,
  /// All have run, and no others.
  CURRENT,
  /// A migration has run that this program doesn't know: a newer version's.
  NEWER
}
