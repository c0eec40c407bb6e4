-- The verifier's side: enrolments, recovery codes, the audit log. Ids, fingerprints and tags are 16 bytes, links' MACs 32;
-- times are milliseconds since 1970, by the database's clock.

CREATE FUNCTION watchword_now() RETURNS BIGINT LANGUAGE sql VOLATILE AS
  $$ SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::BIGINT $$;

-- One pending (bound = 0) and one bound (bound = 1) authenticator for each subscriber. What a verification changes
-- stands in no index, and pages keep room, so that an update stays within its page.
CREATE TABLE enrolment (
  relying_party TEXT COLLATE "C" NOT NULL,
  subscriber    TEXT COLLATE "C" NOT NULL,
  bound         SMALLINT NOT NULL CHECK (bound IN (0, 1)),
  enrolment_id  BYTEA    NOT NULL CHECK (octet_length(enrolment_id) = 16),
  fingerprint   BYTEA    NOT NULL CHECK (octet_length(fingerprint) = 16),
  version       BIGINT   NOT NULL,
  sealed_key    BYTEA    NOT NULL,
  -- pending: until when it can be confirmed, and the wrong codes so far
  expires_at    BIGINT,
  wrong_codes   INTEGER  NOT NULL DEFAULT 0,
  -- bound: what is burnt, what the clock is off, what failed
  confirmed_at  BIGINT,
  last_step     BIGINT   NOT NULL DEFAULT -1,
  drift_base    INTEGER  NOT NULL DEFAULT 0,
  drift_learnt  INTEGER  NOT NULL DEFAULT 0,
  failures      INTEGER  NOT NULL DEFAULT 0,
  not_before    BIGINT   NOT NULL DEFAULT 0,
  resync_day    BIGINT   NOT NULL DEFAULT 0,
  resync_count  INTEGER  NOT NULL DEFAULT 0,
  last_attempt  BYTEA,
  PRIMARY KEY (relying_party, subscriber, bound)
) WITH (fillfactor = 85);

CREATE UNIQUE INDEX enrolment_by_id ON enrolment (enrolment_id);
CREATE UNIQUE INDEX enrolment_by_fingerprint ON enrolment (fingerprint);
CREATE INDEX enrolment_by_expiry ON enrolment (expires_at) WHERE bound = 0;

CREATE TABLE recovery_set (
  relying_party TEXT COLLATE "C" NOT NULL,
  subscriber    TEXT COLLATE "C" NOT NULL,
  set_id        BYTEA   NOT NULL CHECK (octet_length(set_id) = 16),
  version       BIGINT  NOT NULL,
  hashes        BYTEA   NOT NULL CHECK (octet_length(hashes) % 16 = 0), -- 16 bytes for each code
  used          INTEGER NOT NULL DEFAULT 0, -- a bit for each code
  failures      INTEGER NOT NULL DEFAULT 0,
  not_before    BIGINT  NOT NULL DEFAULT 0,
  issued_at     BIGINT  NOT NULL,
  used_index    INTEGER,
  used_attempt  BYTEA,
  used_at       BIGINT,
  PRIMARY KEY (relying_party, subscriber)
) WITH (fillfactor = 90);

-- Entries as they are written with their acts, until they get their place in the chain.
CREATE TABLE audit_waiting (
  id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at         BIGINT NOT NULL,
  node       TEXT   NOT NULL,
  actor      TEXT   NOT NULL,
  source     TEXT   NOT NULL,
  request_id TEXT   NOT NULL,
  subject    TEXT   NOT NULL,
  action     TEXT   NOT NULL,
  details    TEXT   NOT NULL,
  mac        BYTEA  NOT NULL
);

CREATE TABLE audit_entry (
  seq        BIGINT PRIMARY KEY,
  at         BIGINT NOT NULL,
  node       TEXT   NOT NULL,
  actor      TEXT   NOT NULL,
  source     TEXT   NOT NULL,
  request_id TEXT   NOT NULL,
  subject    TEXT   NOT NULL,
  action     TEXT   NOT NULL,
  details    TEXT   NOT NULL,
  mac        BYTEA  NOT NULL,
  previous   BYTEA  NOT NULL,
  link       BYTEA  NOT NULL
);

-- One row: whoever links updates it first, so that one node links at a time.
CREATE TABLE audit_turn (turns BIGINT NOT NULL);
INSERT INTO audit_turn VALUES (0);
