-- Whose data folder has what a workload keeps; repeated from its status for finding.
ALTER TABLE workloads ADD COLUMN home text;
CREATE INDEX workloads_at_home ON workloads (home) WHERE home IS NOT NULL;

-- Where a node keeps runs, and where other nodes reach it: until now the address was its name.
ALTER TABLE nodes ADD COLUMN home text NOT NULL DEFAULT '';
ALTER TABLE nodes ADD COLUMN keys text NOT NULL DEFAULT '';
