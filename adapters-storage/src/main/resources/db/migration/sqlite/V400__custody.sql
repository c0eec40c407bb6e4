-- Custody: links, receipts, what is held, grants and the rest, each sealed whole. The columns beside the seal follow from
-- what is sealed and are checked on reading. Ids are UUIDs in 16 bytes; times are milliseconds since 1970.

CREATE TABLE custody_record (
  kind       TEXT NOT NULL,
  record_id  BLOB NOT NULL,
  token      BLOB,
  subject    BLOB NOT NULL,
  holder     BLOB NOT NULL,
  live_from  INTEGER NOT NULL,
  live_until INTEGER NOT NULL,
  ordinal    INTEGER NOT NULL,
  ended      INTEGER NOT NULL,
  revision   INTEGER NOT NULL,
  sealed     BLOB NOT NULL,
  PRIMARY KEY (kind, record_id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX custody_by_token ON custody_record (token) WHERE token IS NOT NULL;
CREATE INDEX custody_by_subject ON custody_record (kind, subject, ordinal);
CREATE INDEX custody_by_holder ON custody_record (kind, holder, ended, live_until);
CREATE INDEX custody_by_end ON custody_record (kind, ended, live_until);
