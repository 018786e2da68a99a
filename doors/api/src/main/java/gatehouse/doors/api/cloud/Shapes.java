package gatehouse.doors.api.cloud;

import gatehouse.core.access.AccessRule;
import gatehouse.core.access.AddressRange;
import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Grant;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Role;
import gatehouse.core.administration.UserWithRoles;
import gatehouse.core.identity.Project;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.User;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.api.keystone.ProjectNames;
import gatehouse.doors.wire.cloud.AccessRuleBody;
import gatehouse.doors.wire.cloud.CloudProject;
import gatehouse.doors.wire.cloud.CloudRole;
import gatehouse.doors.wire.cloud.CloudRoles;
import gatehouse.doors.wire.cloud.CloudUser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How things look on the wire of the model's API. */
final class Shapes {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Shapes() {}

  static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw new Refused(new Invalid(field, "required"));
    }
    return value;
  }

  /** With microseconds and offset, as the model writes it. */
  static String date(Instant at) {
    return DATE.format(at);
  }

  static @Nullable String dateOrNull(@Nullable Instant at) {
    return at == null ? null : date(at);
  }

  static CloudUser user(UserWithRoles of) {
    return user(of, null);
  }

  static CloudUser user(UserWithRoles of, @Nullable Secret password) {
    User user = of.user();
    return new CloudUser(
        date(user.createdAt()),
        user.description().value(),
        user.id().value(),
        user.openstackId(),
        roles(of.grants()),
        word(user.status()),
        user.name().value(),
        password == null ? null : password.value());
  }

  static List<CloudRole> roles(List<Grant> grants) {
    return grants.stream().map(grant -> role(grant.role())).toList();
  }

  static CloudRole role(Role of) {
    return new CloudRole(
        of.id(),
        of.name().value(),
        of.label(),
        of.permissions().stream().map(Permission::wireName).toList());
  }

  static CloudRoles catalogue() {
    Map<String, List<CloudRoles.Permission>> services = new LinkedHashMap<>();
    for (Permission permission : Permission.values()) {
      List<String> allowing =
          BuiltInRoles.all().stream()
              .filter(role -> role.allows(permission))
              .map(Role::id)
              .toList();
      if (!allowing.isEmpty()) {
        services
            .computeIfAbsent(service(permission), name -> new ArrayList<>())
            .add(new CloudRoles.Permission(permission.deed(), allowing));
      }
    }
    return new CloudRoles(
        BuiltInRoles.all().stream().map(Shapes::role).toList(),
        services.entrySet().stream()
            .map(service -> new CloudRoles.Service(service.getKey(), service.getValue()))
            .toList());
  }

  private static String service(Permission permission) {
    String name = permission.name();
    return switch (name.substring(0, name.indexOf('_'))) {
      case "NOTEBOOK" -> "AI Notebooks";
      case "JOB" -> "AI Training";
      case "APP" -> "AI Deploy";
      case "CAPABILITIES", "TOKEN" -> "AI Solutions";
      case "OBJECT" -> "Object Storage";
      default -> "Users & Roles";
    };
  }

  static CloudProject project(Project of) {
    String id = of.id().value();
    return new CloudProject(
        id,
        ProjectNames.of(id),
        of.description(),
        "ok",
        "full",
        date(of.createdAt()),
        null,
        false,
        false,
        null,
        "project.2018",
        new CloudProject.Iam(
            UUID.nameUUIDFromBytes(("project " + id).getBytes(StandardCharsets.UTF_8)).toString(),
            "urn:v1:eu:resource:publicCloudProject:" + id,
            of.description(),
            "OK",
            Map.of()));
  }

  static List<AccessRuleBody> rules(List<AccessRule> of) {
    return of.stream().map(rule -> new AccessRuleBody(rule.method(), rule.path())).toList();
  }

  /** Ranges of addresses in a body; none where they are left out. */
  static List<AddressRange> ranges(@Nullable List<@Nullable String> given) {
    return given == null
        ? List.of()
        : given.stream()
            .map(range -> AddressRange.of("allowedIPs", range == null ? "" : range))
            .toList();
  }

  /** What a caller may try who is bound by no rules. */
  static List<AccessRuleBody> everyCall() {
    return List.of("GET", "POST", "PUT", "DELETE").stream()
        .map(method -> new AccessRuleBody(method, "/*"))
        .toList();
  }

  static String word(Enum<?> of) {
    return of.name().toLowerCase(Locale.ROOT);
  }
}
