package gatehouse.core.access;

import static gatehouse.core.access.Permission.*;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The catalogue of roles: all names of the model ({@code users-api.md}, 2), of which four govern
 * things here.
 */
public final class BuiltInRoles {
  private static final String ELSEWHERE =
      "Known for compatibility: it governs nothing in this installation.";

  private static final Set<Permission> READER =
      EnumSet.of(
          NOTEBOOK_READ,
          NOTEBOOK_OPEN,
          NOTEBOOK_LOG,
          JOB_READ,
          JOB_OPEN,
          JOB_LOG,
          APP_READ,
          APP_OPEN,
          APP_LOG,
          CAPABILITIES_READ);

  private static final List<Role> ALL =
      List.of(
          role(
              "administrator",
              "Administrator",
              "Everything in the project, users and roles included.",
              administrator()),
          role(
              "ai_training_operator",
              "AI Training Operator",
              "Launches, stops and deletes notebooks, jobs and apps, signs in to them, and uses the CLI.",
              operator()),
          role(
              "ai_training_read",
              "AI Training Reader",
              "Reaches notebooks, jobs and apps that exist; launches, stops and deletes none.",
              READER),
          role(
              "objectstore_operator",
              "ObjectStore Operator",
              "Reads and writes object storage.",
              EnumSet.of(OBJECT_READ, OBJECT_WRITE, CAPABILITIES_READ)),
          elsewhere("authentication", "Authentication"),
          elsewhere("backup_operator", "Backup operator"),
          elsewhere("compute_operator", "Compute operator"),
          elsewhere("image_operator", "Image operator"),
          elsewhere("infrastructure_supervisor", "Infrastructure supervisor"),
          elsewhere("key-manager_operator", "Key Manager operator"),
          elsewhere("key-manager_read", "Key Manager reader"),
          elsewhere("load-balancer_operator", "Load Balancer operator"),
          elsewhere("network_operator", "Network operator"),
          elsewhere("network_security_operator", "Network security operator"),
          elsewhere("quantum_operator", "Quantum operator"),
          elsewhere("quantum_reader", "Quantum reader"),
          elsewhere("share_operator", "Share operator"),
          elsewhere("volume_operator", "Volume operator"));

  private static final Map<RoleName, Role> BY_NAME = new LinkedHashMap<>();
  private static final Map<String, Role> BY_ID = new LinkedHashMap<>();

  static {
    for (Role role : ALL) {
      BY_NAME.put(role.name(), role);
      BY_ID.put(role.id(), role);
    }
  }

  private BuiltInRoles() {}

  /** All roles, those that govern something here first. */
  public static List<Role> all() {
    return ALL;
  }

  /**
   * The role of a name.
   *
   * @throws Refused with {@link Invalid} naming the known ones
   */
  public static Role named(RoleName name) {
    Role role = BY_NAME.get(name);
    if (role == null) {
      throw unknown(name.value());
    }
    return role;
  }

  /**
   * The role of an id, or of a name given in its place.
   *
   * @throws Refused with {@link Invalid} naming the known ones
   */
  public static Role identified(String idOrName) {
    return find(idOrName).orElseThrow(() -> unknown(idOrName));
  }

  /**
   * The role of an id where clients speak of roles by id; a name in its place is taken too.
   *
   * @param field what the client calls it
   * @throws Refused with {@link Invalid} naming the known ids, and whose they are
   */
  public static Role identified(String field, String id) {
    return find(id)
        .orElseThrow(
            () ->
                new Refused(
                    new Invalid(
                        field,
                        "ids of roles, of which there are "
                            + ALL.stream()
                                .map(role -> role.id() + " (" + role.name().value() + ")")
                                .collect(Collectors.joining(", "))
                            + "; "
                            + shortened(id)
                            + " is none")));
  }

  private static Optional<Role> find(String idOrName) {
    Role role = BY_ID.get(idOrName);
    return role != null
        ? Optional.of(role)
        : ALL.stream().filter(each -> each.name().value().equals(idOrName)).findFirst();
  }

  private static Refused unknown(String name) {
    String known = String.join(", ", ALL.stream().map(role -> role.name().value()).toList());
    return new Refused(
        new Invalid("role", "one of " + known + " (" + shortened(name) + " is not known)"));
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private static Set<Permission> administrator() {
    return EnumSet.complementOf(EnumSet.of(PROJECT_CREATE, ACCOUNT_MANAGE, NODE_MANAGE));
  }

  private static Set<Permission> operator() {
    Set<Permission> permissions =
        EnumSet.of(TOKEN_READ, TOKEN_MANAGE, REGISTRY_MANAGE, VOLUME_MANAGE, CAPABILITIES_READ);
    Arrays.stream(Permission.values())
        .filter(
            p ->
                p.name().startsWith("NOTEBOOK_")
                    || p.name().startsWith("JOB_")
                    || p.name().startsWith("APP_"))
        .forEach(permissions::add);
    return permissions;
  }

  private static Role elsewhere(String name, String label) {
    return role(name, label, ELSEWHERE, Set.of());
  }

  private static Role role(String name, String label, String meaning, Set<Permission> permissions) {
    String id =
        UUID.nameUUIDFromBytes(("gatehouse role " + name).getBytes(StandardCharsets.UTF_8))
            .toString()
            .replace("-", "");
    return new Role(id, new RoleName(name), label, meaning, permissions);
  }
}
