-- MACs over what can be read of the verifier's rows, under a key that is not in here: 32 bytes.

ALTER TABLE enrolment ADD COLUMN mac BLOB CHECK (length(mac) = 32);
ALTER TABLE recovery_set ADD COLUMN mac BLOB CHECK (length(mac) = 32);

-- One row: 1 where every program that ever wrote here makes these MACs, so that rows can demand them. Where an older one may
-- be serving beside a newer, what it writes has none.
CREATE TABLE verifier_macs (everywhere INTEGER NOT NULL) STRICT;
INSERT INTO verifier_macs SELECT CASE WHEN EXISTS (SELECT 1 FROM vault) THEN 0 ELSE 1 END;
