-- GPUs set aside, beside the CPUs used; and both by label. Stays when the workload goes.
ALTER TABLE usage_of_makers
  ADD COLUMN gpu_seconds double precision NOT NULL DEFAULT 0 CHECK (gpu_seconds >= 0);

CREATE TABLE usage_of_labels (
  project text NOT NULL REFERENCES projects ON DELETE CASCADE,
  label text NOT NULL,
  day date NOT NULL,
  cpu_seconds double precision NOT NULL CHECK (cpu_seconds >= 0),
  gpu_seconds double precision NOT NULL CHECK (gpu_seconds >= 0),
  PRIMARY KEY (project, day, label)
);
