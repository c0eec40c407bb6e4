-- One row that names the transaction that wrote it and the database that it was written in. A row that a dump brought back was
-- written by another transaction, and a database that was made from a copy has another number, on the same server too.
CREATE TABLE dump_mark (
  database_id BIGINT,
  written_by  BIGINT
);
INSERT INTO dump_mark VALUES (NULL, NULL);

-- Called on each new connection, before anything is decided there. The first server that is met raises nothing, nor does the
-- first look at a mark that nobody has made.
CREATE OR REPLACE FUNCTION watchword_meet_server() RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  here TEXT := (SELECT system_identifier::TEXT FROM pg_control_system());
  line TEXT := substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8);
  base BIGINT := (SELECT oid::BIGINT FROM pg_database WHERE datname = current_database());
  mark RECORD;
  put_back BOOLEAN := FALSE;
BEGIN
  PERFORM 1 FROM replay_floor, dump_mark
   WHERE system_id = here AND timeline = line
     AND database_id = base AND written_by = dump_mark.xmin::TEXT::BIGINT;
  IF NOT FOUND THEN
    SELECT database_id, written_by, xmin::TEXT::BIGINT AS writer INTO mark FROM dump_mark FOR UPDATE;
    IF (mark.database_id, mark.written_by) IS DISTINCT FROM (base, mark.writer) THEN
      put_back := mark.written_by IS NOT NULL;
      UPDATE dump_mark SET database_id = base, written_by = txid_current() % 4294967296;
    END IF;
    UPDATE replay_floor
       SET raised_at = CASE WHEN put_back OR system_id IS NOT NULL AND (system_id, timeline) IS DISTINCT FROM (here, line)
                            THEN watchword_now() ELSE raised_at END,
           system_id = here, timeline = line
     WHERE put_back OR (system_id, timeline) IS DISTINCT FROM (here, line);
  END IF;
END $$;
