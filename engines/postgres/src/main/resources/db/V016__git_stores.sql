-- What a data store is, and for git over SSH the key by which its host is known.
ALTER TABLE data_stores
  ADD COLUMN kind text NOT NULL DEFAULT 'S3',
  ADD COLUMN host_key text NOT NULL DEFAULT '';
