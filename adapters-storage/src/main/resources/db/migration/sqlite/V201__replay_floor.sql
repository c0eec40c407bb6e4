-- One row: codes of times up to raised_at (milliseconds since 1970) count as used. Raised when an older state was put back.
CREATE TABLE replay_floor (raised_at INTEGER NOT NULL) STRICT;
INSERT INTO replay_floor VALUES (0);
