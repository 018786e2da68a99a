-- Tells every node of each workload that changed, whoever changed it and however.
CREATE FUNCTION workload_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM pg_notify('gatehouse_workloads', OLD.id || ' ' || OLD.project || ' ' || OLD.kind);
  ELSE
    PERFORM pg_notify('gatehouse_workloads', NEW.id || ' ' || NEW.project || ' ' || NEW.kind);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER workload_changed AFTER INSERT OR UPDATE OR DELETE ON workloads
  FOR EACH ROW EXECUTE FUNCTION workload_changed();
