-- People's accounts at an OpenID provider: one each at the most. Times are milliseconds since 1970, by the database's clock. The
-- MACs are over the rows, under a key that is not in here.

CREATE TABLE provider_account (
  person_id BYTEA NOT NULL PRIMARY KEY REFERENCES person ON DELETE CASCADE,
  issuer    TEXT COLLATE "C" NOT NULL,
  subject   TEXT COLLATE "C" NOT NULL,
  linked_at BIGINT NOT NULL,
  mac       BYTEA NOT NULL CHECK (octet_length(mac) = 32),
  UNIQUE (issuer, subject)
);
