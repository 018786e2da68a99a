package gatehouse.doors.web;

/** One noun of an API, which mounts its own routes. */
@FunctionalInterface
public interface Resource {

  /** Adds this noun's routes. */
  void mount(Routes routes);
}
