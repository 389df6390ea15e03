-- Sessions that ended while the cache could not forget them. They are removed with other old rows, long after they have expired.
CREATE TABLE ended_sessions (
  id text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 255),
  ended_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX ended_sessions_by_age ON ended_sessions (ended_at);
