package gatehouse.doors.cli.account;

import gatehouse.doors.cli.remote.Route;

/** Where accounts are. */
final class Accounts {
  static final Route ALL = new Route("/v1/gatehouse/account");

  private Accounts() {}

  static Route one(String name) {
    return Route.of("/v1/gatehouse/account/{}", name);
  }

  static Route under(String name, String what) {
    return Route.of("/v1/gatehouse/account/{}/" + what, name);
  }
}
