-- When apps that may sleep were last asked for something, whichever node it came in at.
CREATE TABLE activity_of_apps (
  workload uuid PRIMARY KEY REFERENCES workloads ON DELETE CASCADE,
  at timestamptz NOT NULL
);
