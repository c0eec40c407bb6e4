-- One row: codes of times up to raised_at (milliseconds since 1970) count as used. Raised when an older state was put back,
-- or another server took this one's place: then the system's identifier or the timeline is another.
CREATE TABLE replay_floor (
  raised_at BIGINT NOT NULL,
  system_id TEXT,
  timeline  TEXT
);
INSERT INTO replay_floor VALUES (0, NULL, NULL);

-- Called on each new connection, before anything is decided there. The first server that is met raises nothing.
CREATE FUNCTION watchword_meet_server() RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  here TEXT := (SELECT system_identifier::TEXT FROM pg_control_system());
  line TEXT := substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8);
BEGIN
  PERFORM 1 FROM replay_floor WHERE system_id = here AND timeline = line;
  IF NOT FOUND THEN
    UPDATE replay_floor
       SET raised_at = CASE WHEN system_id IS NULL THEN raised_at ELSE watchword_now() END,
           system_id = here, timeline = line
     WHERE system_id IS DISTINCT FROM here OR timeline IS DISTINCT FROM line;
  END IF;
END $$;
