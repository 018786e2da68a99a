package gatehouse.doors.wire.gatehouse;

import java.util.List;

/**
 * Which role allows what.
 *
 * @param roles all roles, those that govern something here first
 */
public record RoleMatrixBody(List<RoleInWords> roles, List<Service> services) {

  /** A role and what it means. */
  public record RoleInWords(
      String id, String name, String label, String meaning, boolean governsSomething) {}

  /** Permissions that belong together. */
  public record Service(String name, List<Row> permissions) {}

  /**
   * A permission.
   *
   * @param deed to be read after "may"
   * @param roles the names of the roles that allow it
   */
  public record Row(String name, String deed, List<String> roles) {}
}
