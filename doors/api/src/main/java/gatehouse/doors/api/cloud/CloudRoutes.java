package gatehouse.doors.api.cloud;

import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Handler;
import gatehouse.doors.web.Routes;

/** Mounts routes under both names of the API. */
final class CloudRoutes {
  /** The path of a project, below the API's prefix. */
  static final String PROJECT = "/cloud/project/{serviceName}";

  private final Routes routes;

  CloudRoutes(Routes routes) {
    this.routes = routes;
  }

  /** Under {@code /1.0} and {@code /v1}. */
  void add(String method, String path, Guard guard, Handler handler) {
    routes.add(method, "/1.0" + path, guard, handler);
    routes.add(method, "/v1" + path, guard, handler);
  }
}
