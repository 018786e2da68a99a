CREATE INDEX audit_by_project ON audit ((details ->> 'project'), number);
