package gatehouse.doors.api.keystone;

import gatehouse.core.identity.ProjectId;
import gatehouse.doors.wire.keystone.ServiceBody;
import java.util.ArrayList;
import java.util.List;

/**
 * Which services this installation has, and where.
 *
 * @param region its one region
 * @param objects where object storage is, as {@code http://localhost:9000}; empty where it is off
 */
public record Catalog(String region, String objects) {

  /**
   * A service.
   *
   * @param type what clients look it up by
   */
  public record Service(String type, String name, String url) {
    /** What it is known by here. */
    public String id() {
      return "gatehouse-" + type;
    }
  }

  /**
   * All services.
   *
   * @param base how this caller reaches the front door, as {@code http://localhost:8080}
   * @param project whose objects are meant
   */
  public List<Service> services(String base, ProjectId project) {
    var services = new ArrayList<Service>();
    services.add(new Service("identity", "keystone", base + "/v3"));
    services.add(new Service("ai", "ai", base + "/v1"));
    if (!objects.isEmpty()) {
      services.add(new Service("object-store", "swift", objects + "/v1/AUTH_" + project));
      services.add(new Service("s3", "s3", objects));
    }
    return services;
  }

  /** What an endpoint of a service is known by. */
  public String endpointId(Service service) {
    return service.id() + "-" + region;
  }

  List<ServiceBody> bodies(String base, ProjectId project) {
    return services(base, project).stream()
        .map(
            service ->
                new ServiceBody(
                    service.id(),
                    service.type(),
                    service.name(),
                    List.of(
                        new ServiceBody.Endpoint(
                            endpointId(service), "public", region, region, service.url()))))
        .toList();
  }
}
