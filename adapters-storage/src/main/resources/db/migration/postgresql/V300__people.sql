-- People, their sessions, wrong passwords and notices. Ids and hashes of names are 16 bytes, MACs and hashes of tokens 32;
-- times are milliseconds since 1970, by the database's clock. The MACs are over the rows, under a key that is not in here.

CREATE TABLE person (
  person_id    BYTEA    NOT NULL PRIMARY KEY CHECK (octet_length(person_id) = 16),
  name         TEXT     NOT NULL,
  folded_name  TEXT COLLATE "C" NOT NULL UNIQUE,
  display_name TEXT     NOT NULL,
  role         TEXT     NOT NULL,
  disabled     SMALLINT NOT NULL CHECK (disabled IN (0, 1)),
  must_enrol   SMALLINT NOT NULL CHECK (must_enrol IN (0, 1)),
  joined_at    BIGINT,
  epoch        INTEGER  NOT NULL,
  password     TEXT,
  invite       BYTEA    UNIQUE CHECK (octet_length(invite) = 16),
  invite_until BIGINT,
  language     TEXT,
  theme        TEXT,
  created_at   BIGINT   NOT NULL,
  version      BIGINT   NOT NULL,
  tally        BYTEA    NOT NULL CHECK (octet_length(tally) = 16),
  mac          BYTEA    NOT NULL CHECK (octet_length(mac) = 32)
);

CREATE INDEX person_by_tally ON person (tally);

-- Known by the hash of its token, which changes; named by its id, which does not.
CREATE TABLE session (
  session_id   BYTEA   NOT NULL PRIMARY KEY CHECK (octet_length(session_id) = 16),
  token        BYTEA   NOT NULL UNIQUE CHECK (octet_length(token) = 32),
  person_id    BYTEA   NOT NULL REFERENCES person ON DELETE CASCADE,
  epoch        INTEGER NOT NULL,
  state        TEXT    NOT NULL,
  created_at   BIGINT  NOT NULL,
  expires_at   BIGINT  NOT NULL,
  proved_at    BIGINT,
  source       TEXT    NOT NULL,
  agent        TEXT    NOT NULL,
  last_seen_at BIGINT  NOT NULL,
  mac          BYTEA   NOT NULL CHECK (octet_length(mac) = 32)
);

CREATE INDEX session_by_person ON session (person_id);

-- Consecutive wrong passwords for a name, somebody's or nobody's.
CREATE TABLE password_tally (
  name       BYTEA   NOT NULL PRIMARY KEY CHECK (octet_length(name) = 16),
  failures   INTEGER NOT NULL,
  not_before BIGINT  NOT NULL,
  version    BIGINT  NOT NULL,
  changed_at BIGINT  NOT NULL
);

CREATE TABLE notice (
  notice_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id BYTEA    NOT NULL REFERENCES person ON DELETE CASCADE,
  at        BIGINT   NOT NULL,
  kind      TEXT     NOT NULL,
  source    TEXT     NOT NULL,
  seen      SMALLINT NOT NULL DEFAULT 0 CHECK (seen IN (0, 1))
);

CREATE INDEX notice_by_person ON notice (person_id, notice_id);

-- One row: whoever could take the last owner away locks it first.
CREATE TABLE owner_turn (turns BIGINT NOT NULL);
INSERT INTO owner_turn VALUES (0);

-- Whose an API token is; empty for one that was made on the command line. No reference: the token of somebody who is gone
-- stays on the list, and counts no longer.
ALTER TABLE api_token ADD COLUMN owner BYTEA CHECK (octet_length(owner) = 16);
