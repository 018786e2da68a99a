CREATE TABLE workloads (
  id uuid PRIMARY KEY,
  project text NOT NULL REFERENCES projects,
  kind text NOT NULL CHECK (kind IN ('NOTEBOOK', 'JOB', 'APP')),
  maker text NOT NULL CHECK (maker ~ '^(user|account):[0-9]+$'),
  user_name text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  desired text NOT NULL CHECK (desired IN ('RUNNING', 'STOPPED', 'DELETED')),
  spec jsonb NOT NULL CHECK (jsonb_typeof(spec) = 'object'),
  status jsonb NOT NULL CHECK (jsonb_typeof(status) = 'object'),
  -- What follows repeats parts of the two above, or what the rules make of them, for finding.
  name text NOT NULL,
  state text NOT NULL,
  labels jsonb NOT NULL CHECK (jsonb_typeof(labels) = 'object'),
  cpus integer NOT NULL CHECK (cpus >= 0),
  memory bigint NOT NULL CHECK (memory >= 0),
  admitted boolean NOT NULL,
  waits boolean NOT NULL,
  needs_attention boolean NOT NULL,
  queued_at timestamptz NOT NULL
);
CREATE INDEX workloads_by_creation ON workloads (project, kind, created_at, id);
CREATE INDEX workloads_by_update ON workloads (project, kind, updated_at, id);
CREATE INDEX workloads_by_labels ON workloads USING gin (labels jsonb_path_ops);
CREATE INDEX workloads_of_maker ON workloads (maker) WHERE desired = 'RUNNING';
CREATE INDEX workloads_needing_attention ON workloads (created_at) WHERE needs_attention;
CREATE INDEX workloads_waiting ON workloads (queued_at, id) WHERE waits;
CREATE INDEX workloads_admitted ON workloads (maker) WHERE admitted;

CREATE TABLE workload_events (
  workload uuid NOT NULL REFERENCES workloads ON DELETE CASCADE,
  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  state text NOT NULL,
  code text NOT NULL,
  sentence text NOT NULL,
  PRIMARY KEY (workload, number)
);

-- Which node looks after a workload, and until when.
CREATE TABLE workload_claims (
  workload uuid PRIMARY KEY REFERENCES workloads ON DELETE CASCADE,
  node text NOT NULL,
  until timestamptz NOT NULL
);
CREATE INDEX workload_claims_of_node ON workload_claims (node);
