-- Sealed vaults: the header and its slots, the entries with their summaries, and the other sealed fields.
-- Ids are UUIDs in 16 bytes; times are seconds since 1970, failed_at is milliseconds.

CREATE TABLE vault (
  vault_id      BLOB    NOT NULL PRIMARY KEY CHECK (length(vault_id) = 16),
  format        INTEGER NOT NULL,
  created_at    INTEGER NOT NULL,
  key_version   INTEGER NOT NULL,
  revision      INTEGER NOT NULL,
  seal_count    INTEGER NOT NULL,
  manifest      BLOB    NOT NULL,
  mac           BLOB    NOT NULL,
  failure_count INTEGER NOT NULL DEFAULT 0,
  failed_at     INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE vault_slot (
  vault_id    BLOB    NOT NULL REFERENCES vault (vault_id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  slot_id     BLOB    NOT NULL CHECK (length(slot_id) = 16),
  kind        TEXT    NOT NULL,
  label       TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  memory_kib  INTEGER,
  iterations  INTEGER,
  parallelism INTEGER,
  salt        BLOB    NOT NULL,
  wrapped     BLOB    NOT NULL,
  PRIMARY KEY (vault_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
  vault_id          BLOB    NOT NULL REFERENCES vault (vault_id) ON DELETE CASCADE,
  entry_id          BLOB    NOT NULL CHECK (length(entry_id) = 16),
  summary_revision  INTEGER NOT NULL,
  secret_revision   INTEGER NOT NULL,
  recovery_revision INTEGER NOT NULL,
  icon_revision     INTEGER NOT NULL,
  summary           BLOB    NOT NULL,
  PRIMARY KEY (vault_id, entry_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry_field (
  vault_id BLOB NOT NULL,
  entry_id BLOB NOT NULL,
  field    TEXT NOT NULL,
  sealed   BLOB NOT NULL,
  PRIMARY KEY (vault_id, entry_id, field),
  FOREIGN KEY (vault_id, entry_id) REFERENCES entry (vault_id, entry_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
