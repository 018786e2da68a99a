-- Where a consumer key may be used from, as ranges; none is anywhere.
ALTER TABLE credentials
  ADD COLUMN addresses jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(addresses) = 'array');
ALTER TABLE pending_consumer_keys
  ADD COLUMN addresses jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(addresses) = 'array');
