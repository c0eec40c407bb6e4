-- API tokens: the hash in the place of the token. Ids are UUIDs in 16 bytes; times are seconds since 1970.

CREATE TABLE api_token (
  token_id      BLOB    NOT NULL PRIMARY KEY CHECK (length(token_id) = 16),
  hash          BLOB    NOT NULL UNIQUE CHECK (length(hash) = 32),
  name          TEXT    NOT NULL,
  hint          TEXT    NOT NULL,
  scopes        TEXT    NOT NULL,
  relying_party TEXT,
  created_at    INTEGER NOT NULL,
  expires_at    INTEGER NOT NULL,
  revoked_at    INTEGER,
  used_at       INTEGER,
  used_from     TEXT
) STRICT, WITHOUT ROWID;
