-- Passkeys, and the challenges that were answered. Ids are 16 bytes, MACs 32; times are milliseconds since 1970, by the
-- database's clock. What an authenticator gave is base64url. The MACs are over the rows, under a key that is not in here.

CREATE TABLE passkey (
  passkey_id      BYTEA    NOT NULL PRIMARY KEY CHECK (octet_length(passkey_id) = 16),
  person_id       BYTEA    NOT NULL REFERENCES person ON DELETE CASCADE,
  credential      TEXT COLLATE "C" NOT NULL UNIQUE,
  attested        TEXT     NOT NULL,
  backup_eligible SMALLINT NOT NULL CHECK (backup_eligible IN (0, 1)),
  sign_count      BIGINT   NOT NULL,
  name            TEXT     NOT NULL,
  created_at      BIGINT   NOT NULL,
  last_used_at    BIGINT,
  version         BIGINT   NOT NULL,
  mac             BYTEA    NOT NULL CHECK (octet_length(mac) = 32)
);

CREATE INDEX passkey_by_person ON passkey (person_id);

-- Kept until it has expired by itself: a challenge carries its own MAC, and is no row before it was answered.
CREATE TABLE passkey_challenge (
  challenge  BYTEA  NOT NULL PRIMARY KEY CHECK (octet_length(challenge) = 16),
  expires_at BIGINT NOT NULL
);
