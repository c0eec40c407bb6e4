-- People's accounts at an OpenID provider: one each at the most. Times are milliseconds since 1970, by the host's clock. The
-- MACs are over the rows, under a key that is not in here.

CREATE TABLE provider_account (
  person_id BLOB NOT NULL PRIMARY KEY REFERENCES person ON DELETE CASCADE,
  issuer    TEXT NOT NULL,
  subject   TEXT NOT NULL,
  linked_at INTEGER NOT NULL,
  mac       BLOB NOT NULL CHECK (length(mac) = 32),
  UNIQUE (issuer, subject)
) STRICT, WITHOUT ROWID;
