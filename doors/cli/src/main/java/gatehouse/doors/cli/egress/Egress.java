package gatehouse.doors.cli.egress;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.remote.Route;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the verbs share. */
final class Egress {
  private Egress() {}

  static Set<String> hosts(Session session) {
    var hosts = new LinkedHashSet<String>();
    session
        .remote()
        .get(route(session))
        .path("hosts")
        .values()
        .forEach(h -> hosts.add(h.asString()));
    return hosts;
  }

  static JsonNode replace(Session session, Collection<String> hosts) {
    var body = Json.object();
    var list = body.putArray("hosts");
    hosts.forEach(list::add);
    return session.remote().put(route(session), body);
  }

  static void show(Session session, JsonNode answer) {
    JsonNode hosts = answer.path("hosts");
    if (hosts.isEmpty()) {
      session.terminal().line("Workloads of this project may connect to nothing.");
    } else {
      hosts.values().forEach(host -> session.terminal().line(host.asString()));
    }
  }

  private static Route route(Session session) {
    return Route.of("/v1/gatehouse/project/{}/egress", session.project());
  }
}
