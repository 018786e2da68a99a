-- What a notebook runs in is no longer what its framework is called, and it may start again.
UPDATE workloads
SET spec = spec || jsonb_build_object('image', spec -> 'framework', 'timeoutAutoRestart', false)
WHERE kind = 'NOTEBOOK' AND NOT spec ? 'image';

-- Saved workspaces. Their files lie in the runtime's folder; one without a row here is swept.
CREATE TABLE notebook_backups (
  id uuid PRIMARY KEY,
  notebook uuid NOT NULL REFERENCES workloads ON DELETE CASCADE,
  project text NOT NULL REFERENCES projects,
  run integer NOT NULL CHECK (run >= 0),
  bytes bigint NOT NULL CHECK (bytes >= 0),
  files bigint NOT NULL CHECK (files >= 0),
  comment text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX notebook_backups_of_notebook ON notebook_backups (notebook, created_at);

-- How long they are kept: of a project's notebooks, or, with a notebook, of that one.
CREATE TABLE backup_retentions (
  project text NOT NULL REFERENCES projects ON DELETE CASCADE,
  notebook uuid REFERENCES workloads ON DELETE CASCADE,
  retained_number integer NOT NULL CHECK (retained_number > 0),
  lifetime_in_days integer NOT NULL CHECK (lifetime_in_days >= 0),
  lifetime_eviction_threshold integer NOT NULL CHECK (lifetime_eviction_threshold > 0),
  UNIQUE NULLS NOT DISTINCT (project, notebook)
);

-- What notebooks can compute with besides this machine itself: an image for each version.
CREATE TABLE frameworks (
  project text NOT NULL REFERENCES projects ON DELETE CASCADE,
  id text NOT NULL CHECK (id ~ '^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$' AND id <> 'host'),
  version text NOT NULL,
  image text NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  editors jsonb NOT NULL CHECK (jsonb_typeof(editors) = 'array'),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (project, id, version)
);
