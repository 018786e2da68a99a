ALTER TABLE credentials DROP CONSTRAINT credentials_kind_check;
ALTER TABLE credentials ADD CONSTRAINT credentials_kind_check CHECK (kind IN
  ('TOKEN', 'PANEL_SESSION', 'CLI_SESSION', 'WORKLOAD_SESSION', 'CONSUMER_KEY', 'USER_TOKEN',
   'S3_KEY', 'SERVICE_ACCOUNT', 'SERVICE_TOKEN'));

-- A service account is an application without a sealed secret: its secret is known by its hash.
COMMENT ON COLUMN applications.sealed_secret IS 'empty for a service account';
