-- Passkeys, and the challenges that were answered. Ids are 16 bytes, MACs 32; times are milliseconds since 1970, by the
-- host's clock. What an authenticator gave is base64url. The MACs are over the rows, under a key that is not in here.

CREATE TABLE passkey (
  passkey_id      BLOB    NOT NULL PRIMARY KEY CHECK (length(passkey_id) = 16),
  person_id       BLOB    NOT NULL REFERENCES person ON DELETE CASCADE,
  credential      TEXT    NOT NULL UNIQUE,
  attested        TEXT    NOT NULL,
  backup_eligible INTEGER NOT NULL CHECK (backup_eligible IN (0, 1)),
  sign_count      INTEGER NOT NULL,
  name            TEXT    NOT NULL,
  created_at      INTEGER NOT NULL,
  last_used_at    INTEGER,
  version         INTEGER NOT NULL,
  mac             BLOB    NOT NULL CHECK (length(mac) = 32)
) STRICT, WITHOUT ROWID;

CREATE INDEX passkey_by_person ON passkey (person_id);

-- Kept until it has expired by itself: a challenge carries its own MAC, and is no row before it was answered.
CREATE TABLE passkey_challenge (
  challenge  BLOB    NOT NULL PRIMARY KEY CHECK (length(challenge) = 16),
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
