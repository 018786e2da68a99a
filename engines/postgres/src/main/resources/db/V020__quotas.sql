-- How much may be used at a time: by a project, by each of its users, by one of them.
CREATE TABLE quotas (
  project text NOT NULL REFERENCES projects ON DELETE CASCADE,
  holder text NOT NULL CHECK (holder IN ('project', 'each') OR holder ~ '^(user|account):[0-9]+$'),
  cpus integer CHECK (cpus >= 0),
  gpus integer CHECK (gpus >= 0),
  memory bigint CHECK (memory >= 0),
  running integer CHECK (running >= 0),
  PRIMARY KEY (project, holder)
);
