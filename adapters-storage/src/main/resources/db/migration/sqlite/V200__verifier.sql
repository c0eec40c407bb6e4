-- The verifier's side: enrolments, recovery codes, the audit log. Ids, fingerprints and tags are 16 bytes, links' MACs 32;
-- times are milliseconds since 1970, by the host's clock.

-- One pending (bound = 0) and one bound (bound = 1) authenticator for each subscriber.
CREATE TABLE enrolment (
  relying_party TEXT    NOT NULL,
  subscriber    TEXT    NOT NULL,
  bound         INTEGER NOT NULL CHECK (bound IN (0, 1)),
  enrolment_id  BLOB    NOT NULL CHECK (length(enrolment_id) = 16),
  fingerprint   BLOB    NOT NULL CHECK (length(fingerprint) = 16),
  version       INTEGER NOT NULL,
  sealed_key    BLOB    NOT NULL,
  -- pending: until when it can be confirmed, and the wrong codes so far
  expires_at    INTEGER,
  wrong_codes   INTEGER NOT NULL DEFAULT 0,
  -- bound: what is burnt, what the clock is off, what failed
  confirmed_at  INTEGER,
  last_step     INTEGER NOT NULL DEFAULT -1,
  drift_base    INTEGER NOT NULL DEFAULT 0,
  drift_learnt  INTEGER NOT NULL DEFAULT 0,
  failures      INTEGER NOT NULL DEFAULT 0,
  not_before    INTEGER NOT NULL DEFAULT 0,
  resync_day    INTEGER NOT NULL DEFAULT 0,
  resync_count  INTEGER NOT NULL DEFAULT 0,
  last_attempt  BLOB,
  PRIMARY KEY (relying_party, subscriber, bound)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX enrolment_by_id ON enrolment (enrolment_id);
CREATE UNIQUE INDEX enrolment_by_fingerprint ON enrolment (fingerprint);
CREATE INDEX enrolment_by_expiry ON enrolment (expires_at) WHERE bound = 0;

CREATE TABLE recovery_set (
  relying_party TEXT    NOT NULL,
  subscriber    TEXT    NOT NULL,
  set_id        BLOB    NOT NULL CHECK (length(set_id) = 16),
  version       INTEGER NOT NULL,
  hashes        BLOB    NOT NULL CHECK (length(hashes) % 16 = 0), -- 16 bytes for each code
  used          INTEGER NOT NULL DEFAULT 0, -- a bit for each code
  failures      INTEGER NOT NULL DEFAULT 0,
  not_before    INTEGER NOT NULL DEFAULT 0,
  issued_at     INTEGER NOT NULL,
  used_index    INTEGER,
  used_attempt  BLOB,
  used_at       INTEGER,
  PRIMARY KEY (relying_party, subscriber)
) STRICT, WITHOUT ROWID;

-- Entries as they are written with their acts, until they get their place in the chain.
CREATE TABLE audit_waiting (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  at         INTEGER NOT NULL,
  node       TEXT    NOT NULL,
  actor      TEXT    NOT NULL,
  source     TEXT    NOT NULL,
  request_id TEXT    NOT NULL,
  subject    TEXT    NOT NULL,
  action     TEXT    NOT NULL,
  details    TEXT    NOT NULL,
  mac        BLOB    NOT NULL
) STRICT;

CREATE TABLE audit_entry (
  seq        INTEGER PRIMARY KEY,
  at         INTEGER NOT NULL,
  node       TEXT    NOT NULL,
  actor      TEXT    NOT NULL,
  source     TEXT    NOT NULL,
  request_id TEXT    NOT NULL,
  subject    TEXT    NOT NULL,
  action     TEXT    NOT NULL,
  details    TEXT    NOT NULL,
  mac        BLOB    NOT NULL,
  previous   BLOB    NOT NULL,
  link       BLOB    NOT NULL
) STRICT;

-- One row: whoever links updates it first, so that one node links at a time.
CREATE TABLE audit_turn (turns INTEGER NOT NULL) STRICT;
INSERT INTO audit_turn VALUES (0);
