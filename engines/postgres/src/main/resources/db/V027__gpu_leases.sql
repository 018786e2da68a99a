-- Which GPU is set aside for whom. What the server means to give is in the workload's own spec, given
-- under the lock of admission; this table is the net under it: no GPU can ever be in it twice.
CREATE TABLE gpu_leases (
  uuid text PRIMARY KEY CHECK (uuid <> ''),
  workload uuid NOT NULL REFERENCES workloads (id) ON DELETE CASCADE
);
CREATE INDEX gpu_leases_workload ON gpu_leases (workload);
