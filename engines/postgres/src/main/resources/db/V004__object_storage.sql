ALTER TABLE credentials DROP CONSTRAINT credentials_kind_check;
ALTER TABLE credentials ADD CONSTRAINT credentials_kind_check CHECK (kind IN
  ('TOKEN', 'PANEL_SESSION', 'CLI_SESSION', 'WORKLOAD_SESSION', 'CONSUMER_KEY', 'USER_TOKEN',
   'S3_KEY'));

-- The secret of an S3 key is needed back to check signatures, so it is sealed and not hashed.
CREATE TABLE s3_secrets (
  credential uuid PRIMARY KEY REFERENCES credentials ON DELETE CASCADE,
  sealed text NOT NULL
);

-- As it was sent, byte for byte.
CREATE TABLE s3_policies (
  user_id integer PRIMARY KEY REFERENCES users,
  document text NOT NULL CHECK (length(document) <= 20480),
  set_at timestamptz NOT NULL
);
