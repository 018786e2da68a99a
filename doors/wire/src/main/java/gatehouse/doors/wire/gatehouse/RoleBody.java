package gatehouse.doors.wire.gatehouse;

import java.util.List;

/** A role of the catalogue. */
public record RoleBody(
    String id, String name, String label, String meaning, List<PermissionBody> permissions) {

  /** One thing that a role lets one do. */
  public record PermissionBody(String name, String deed) {}
}
