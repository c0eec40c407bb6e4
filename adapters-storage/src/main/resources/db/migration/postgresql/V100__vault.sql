-- Sealed vaults: the header and its slots, the entries with their summaries, and the other sealed fields.
-- Ids are UUIDs in 16 bytes; times are seconds since 1970, failed_at is milliseconds.

CREATE TABLE vault (
  vault_id      BYTEA   NOT NULL PRIMARY KEY CHECK (octet_length(vault_id) = 16),
  format        INTEGER NOT NULL,
  created_at    BIGINT  NOT NULL,
  key_version   INTEGER NOT NULL,
  revision      BIGINT  NOT NULL,
  seal_count    BIGINT  NOT NULL,
  manifest      BYTEA   NOT NULL,
  mac           BYTEA   NOT NULL,
  failure_count INTEGER NOT NULL DEFAULT 0,
  failed_at     BIGINT  NOT NULL DEFAULT 0
);

CREATE TABLE vault_slot (
  vault_id    BYTEA   NOT NULL REFERENCES vault (vault_id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  slot_id     BYTEA   NOT NULL CHECK (octet_length(slot_id) = 16),
  kind        TEXT    NOT NULL,
  label       TEXT    NOT NULL,
  created_at  BIGINT  NOT NULL,
  memory_kib  INTEGER,
  iterations  INTEGER,
  parallelism INTEGER,
  salt        BYTEA   NOT NULL,
  wrapped     BYTEA   NOT NULL,
  PRIMARY KEY (vault_id, position)
);

CREATE TABLE entry (
  vault_id          BYTEA   NOT NULL REFERENCES vault (vault_id) ON DELETE CASCADE,
  entry_id          BYTEA   NOT NULL CHECK (octet_length(entry_id) = 16),
  summary_revision  BIGINT  NOT NULL,
  secret_revision   BIGINT  NOT NULL,
  recovery_revision BIGINT  NOT NULL,
  icon_revision     BIGINT  NOT NULL,
  summary           BYTEA   NOT NULL,
  PRIMARY KEY (vault_id, entry_id)
);

CREATE TABLE entry_field (
  vault_id BYTEA NOT NULL,
  entry_id BYTEA NOT NULL,
  field    TEXT  NOT NULL,
  sealed   BYTEA NOT NULL,
  PRIMARY KEY (vault_id, entry_id, field),
  FOREIGN KEY (vault_id, entry_id) REFERENCES entry (vault_id, entry_id) ON DELETE CASCADE
);
