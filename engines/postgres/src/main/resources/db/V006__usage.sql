-- What workloads used, in steps of so many seconds; sums, so that two looks in one step add up.
CREATE TABLE usage (
  workload uuid NOT NULL REFERENCES workloads ON DELETE CASCADE,
  step integer NOT NULL CHECK (step > 0),
  at timestamptz NOT NULL,
  seconds double precision NOT NULL CHECK (seconds >= 0),
  cpu_seconds double precision NOT NULL CHECK (cpu_seconds >= 0),
  memory_seconds double precision NOT NULL CHECK (memory_seconds >= 0),
  memory_max bigint NOT NULL CHECK (memory_max >= 0),
  PRIMARY KEY (workload, step, at)
);
CREATE INDEX usage_by_age ON usage (step, at);

-- What makers used in all, day by day; stays when the workload goes.
CREATE TABLE usage_of_makers (
  project text NOT NULL REFERENCES projects ON DELETE CASCADE,
  maker text NOT NULL CHECK (maker ~ '^(user|account):[0-9]+$'),
  day date NOT NULL,
  cpu_seconds double precision NOT NULL CHECK (cpu_seconds >= 0),
  PRIMARY KEY (project, day, maker)
);
