-- People, their sessions, wrong passwords and notices. Ids and hashes of names are 16 bytes, MACs and hashes of tokens 32;
-- times are milliseconds since 1970, by the host's clock. The MACs are over the rows, under a key that is not in here.

CREATE TABLE person (
  person_id    BLOB    NOT NULL PRIMARY KEY CHECK (length(person_id) = 16),
  name         TEXT    NOT NULL,
  folded_name  TEXT    NOT NULL UNIQUE,
  display_name TEXT    NOT NULL,
  role         TEXT    NOT NULL,
  disabled     INTEGER NOT NULL CHECK (disabled IN (0, 1)),
  must_enrol   INTEGER NOT NULL CHECK (must_enrol IN (0, 1)),
  joined_at    INTEGER,
  epoch        INTEGER NOT NULL,
  password     TEXT,
  invite       BLOB UNIQUE CHECK (length(invite) = 16),
  invite_until INTEGER,
  language     TEXT,
  theme        TEXT,
  created_at   INTEGER NOT NULL,
  version      INTEGER NOT NULL,
  tally        BLOB    NOT NULL CHECK (length(tally) = 16),
  mac          BLOB    NOT NULL CHECK (length(mac) = 32)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_by_tally ON person (tally);

-- Known by the hash of its token, which changes; named by its id, which does not.
CREATE TABLE session (
  session_id   BLOB    NOT NULL PRIMARY KEY CHECK (length(session_id) = 16),
  token        BLOB    NOT NULL UNIQUE CHECK (length(token) = 32),
  person_id    BLOB    NOT NULL REFERENCES person ON DELETE CASCADE,
  epoch        INTEGER NOT NULL,
  state        TEXT    NOT NULL,
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  proved_at    INTEGER,
  source       TEXT    NOT NULL,
  agent        TEXT    NOT NULL,
  last_seen_at INTEGER NOT NULL,
  mac          BLOB    NOT NULL CHECK (length(mac) = 32)
) STRICT, WITHOUT ROWID;

CREATE INDEX session_by_person ON session (person_id);

-- Consecutive wrong passwords for a name, somebody's or nobody's.
CREATE TABLE password_tally (
  name       BLOB    NOT NULL PRIMARY KEY CHECK (length(name) = 16),
  failures   INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  version    INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (
  notice_id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id BLOB    NOT NULL REFERENCES person ON DELETE CASCADE,
  at        INTEGER NOT NULL,
  kind      TEXT    NOT NULL,
  source    TEXT    NOT NULL,
  seen      INTEGER NOT NULL DEFAULT 0 CHECK (seen IN (0, 1))
) STRICT;

CREATE INDEX notice_by_person ON notice (person_id, notice_id);

-- One row: whoever could take the last owner away locks it first.
CREATE TABLE owner_turn (turns INTEGER NOT NULL) STRICT;
INSERT INTO owner_turn VALUES (0);

-- Whose an API token is; empty for one that was made on the command line. No reference: the token of somebody who is gone
-- stays on the list, and counts no longer.
ALTER TABLE api_token ADD COLUMN owner BLOB CHECK (length(owner) = 16);
