-- Sources of data that a project keeps by an id, for its workloads to attach.
CREATE TABLE user_volumes (
  id uuid PRIMARY KEY,
  project text NOT NULL REFERENCES projects,
  user_name text NOT NULL,
  cache boolean NOT NULL,
  source jsonb NOT NULL CHECK (jsonb_typeof(source) = 'object'),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX user_volumes_of_project ON user_volumes (project, created_at);
