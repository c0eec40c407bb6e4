-- MACs over API tokens, under a key that is not in here: 32 bytes. A token that was revoked has none.

ALTER TABLE api_token ADD COLUMN mac BYTEA CHECK (length(mac) = 32);

-- One row: 1 once the tokens that were there already have got theirs, which takes the key.
CREATE TABLE api_token_macs (made INTEGER NOT NULL);
INSERT INTO api_token_macs VALUES (0);
