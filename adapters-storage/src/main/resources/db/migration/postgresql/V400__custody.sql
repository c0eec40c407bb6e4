-- Custody: links, receipts, what is held, grants and the rest, each sealed whole. The columns beside the seal follow from
-- what is sealed and are checked on reading. Ids are UUIDs in 16 bytes; times are milliseconds since 1970.

CREATE TABLE custody_record (
  kind       TEXT COLLATE "C" NOT NULL,
  record_id  BYTEA NOT NULL,
  token      BYTEA,
  subject    BYTEA NOT NULL,
  holder     BYTEA NOT NULL,
  live_from  BIGINT NOT NULL,
  live_until BIGINT NOT NULL,
  ordinal    BIGINT NOT NULL,
  ended      BIGINT NOT NULL,
  revision   BIGINT NOT NULL,
  sealed     BYTEA NOT NULL,
  PRIMARY KEY (kind, record_id)
);

CREATE UNIQUE INDEX custody_by_token ON custody_record (token) WHERE token IS NOT NULL;
CREATE INDEX custody_by_subject ON custody_record (kind, subject, ordinal);
CREATE INDEX custody_by_holder ON custody_record (kind, holder, ended, live_until);
CREATE INDEX custody_by_end ON custody_record (kind, ended, live_until);
