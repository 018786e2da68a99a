-- Accounts of projects at registries of images.
CREATE TABLE registries (
  id uuid PRIMARY KEY,
  project text NOT NULL REFERENCES projects,
  url text NOT NULL,
  username text NOT NULL,
  sealed_password bytea NOT NULL,
  user_name text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (project, url)
);
