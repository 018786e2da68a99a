package gatehouse.doors.cli.application;

import gatehouse.doors.cli.remote.Route;

/** Where applications stand. */
final class Applications {
  static final Route ALL = new Route("/v1/gatehouse/application");

  private Applications() {}

  static Route one(String id) {
    return Route.of("/v1/gatehouse/application/{}", id);
  }
}
