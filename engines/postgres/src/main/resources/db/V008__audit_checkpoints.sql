-- What the installation's key signed about the audit: the hash of a line, and when.
CREATE TABLE audit_checkpoints (
  number bigint PRIMARY KEY CHECK (number > 0),
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  at timestamptz NOT NULL,
  key text NOT NULL CHECK (key ~ '^[0-9a-f]{16}$'),
  signature text NOT NULL CHECK (signature <> '')
);
CREATE TRIGGER audit_checkpoints_stay BEFORE UPDATE OR DELETE ON audit_checkpoints
  FOR EACH ROW EXECUTE FUNCTION audit_stays();
