-- S3 stores of a project's own, beside this installation's.
CREATE TABLE data_stores (
  project text NOT NULL REFERENCES projects,
  alias text NOT NULL,
  endpoint text NOT NULL,
  region text NOT NULL,
  access_key text NOT NULL,
  sealed_secret bytea NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX data_stores_by_alias ON data_stores (project, lower(alias));
