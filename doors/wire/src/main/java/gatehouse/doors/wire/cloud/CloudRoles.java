package gatehouse.doors.wire.cloud;

import java.util.List;

/** The catalogue of roles, and which service asks for which of them. */
public record CloudRoles(List<CloudRole> roles, List<Service> services) {

  /** A part of the platform. */
  public record Service(String name, List<Permission> permissions) {}

  /** Something that can be done there, and the ids of the roles that allow it. */
  public record Permission(String label, List<String> roles) {}
}
