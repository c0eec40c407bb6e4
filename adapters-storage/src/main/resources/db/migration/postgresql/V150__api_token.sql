-- API tokens: the hash in the place of the token. Ids are UUIDs in 16 bytes; times are seconds since 1970.

CREATE TABLE api_token (
  token_id      BYTEA  NOT NULL PRIMARY KEY CHECK (octet_length(token_id) = 16),
  hash          BYTEA  NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
  name          TEXT   NOT NULL,
  hint          TEXT   NOT NULL,
  scopes        TEXT   NOT NULL,
  relying_party TEXT,
  created_at    BIGINT NOT NULL,
  expires_at    BIGINT NOT NULL,
  revoked_at    BIGINT,
  used_at       BIGINT,
  used_from     TEXT
);
