package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.NodeLease;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.HealthBody;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Whether this node answers, and the document that describes these routes. */
public final class HealthResource implements Resource {
  private final NodeLease lease;

  public HealthResource(NodeLease lease) {
    this.lease = lease;
  }

  @Override
  public void mount(Routes routes) {
    routes.add("GET", "/v1/gatehouse/health", new Guard.Always(), this::health);
    routes.add("GET", "/v1/gatehouse/openapi.json", new Guard.Always(), this::document);
  }

  private Reply health(Call call) {
    lease.require();
    return Reply.json(new HealthBody("ok"));
  }

  private Reply document(Call call) {
    return Reply.bytes("application/json;charset=utf-8", document());
  }

  static byte[] document() {
    try (var in = HealthResource.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi.json is not in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
