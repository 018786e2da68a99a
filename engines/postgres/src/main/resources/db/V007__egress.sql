-- Where the workloads of a project may connect to, as people write it: "pypi.org", "10.1.0.0/16:*".
ALTER TABLE projects ADD COLUMN egress text[] NOT NULL DEFAULT '{}';
