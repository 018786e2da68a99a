UPDATE workloads SET spec = spec || '{"volumes": []}' WHERE NOT spec ? 'volumes';

-- Each time that the data of a workload was brought or written back.
CREATE TABLE data_syncs (
  id uuid PRIMARY KEY,
  workload uuid NOT NULL REFERENCES workloads ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  body jsonb NOT NULL CHECK (jsonb_typeof(body) = 'object')
);
CREATE INDEX data_syncs_of_workload ON data_syncs (workload, created_at);
