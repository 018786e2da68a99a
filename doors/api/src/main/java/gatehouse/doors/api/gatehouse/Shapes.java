package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Access;
import gatehouse.core.access.AllowedAction;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Grant;
import gatehouse.core.access.LiveConnection;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Receipt;
import gatehouse.core.access.Resource;
import gatehouse.core.access.Role;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.Changed;
import gatehouse.core.administration.Issued;
import gatehouse.core.administration.UserWithRoles;
import gatehouse.core.audit.AuditCheckpoint;
import gatehouse.core.audit.AuditClosing;
import gatehouse.core.audit.AuditEntry;
import gatehouse.core.identity.Account;
import gatehouse.core.identity.Project;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserStatus;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.wire.gatehouse.AccountBody;
import gatehouse.doors.wire.gatehouse.AuditBody;
import gatehouse.doors.wire.gatehouse.AuditCheckpointBody;
import gatehouse.doors.wire.gatehouse.AuditClosingBody;
import gatehouse.doors.wire.gatehouse.ChangedUserBody;
import gatehouse.doors.wire.gatehouse.ConnectionBody;
import gatehouse.doors.wire.gatehouse.IssuedUserBody;
import gatehouse.doors.wire.gatehouse.MeBody;
import gatehouse.doors.wire.gatehouse.ProjectBody;
import gatehouse.doors.wire.gatehouse.ReceiptBody;
import gatehouse.doors.wire.gatehouse.RoleBody;
import gatehouse.doors.wire.gatehouse.UserBody;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How things look on the wire of our own routes. */
final class Shapes {
  private Shapes() {}

  static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw new Refused(new Invalid(field, "required"));
    }
    return value;
  }

  static UserBody user(UserWithRoles of, Instant now) {
    User user = of.user();
    return new UserBody(
        user.id().value(),
        user.name().value(),
        user.description().value(),
        word(user.status()),
        inWords(user, now),
        of.grants().stream().map(Shapes::heldRole).toList(),
        user.createdAt(),
        user.endsAt(),
        user.lastSignIn(),
        user.openstackId(),
        null,
        null,
        null,
        null);
  }

  static UserBody.HeldRole heldRole(Grant grant) {
    Role role = grant.role();
    return new UserBody.HeldRole(
        role.id(),
        role.name().value(),
        role.label(),
        role.meaning(),
        grant.by(),
        grant.at(),
        grant.endsAt());
  }

  static IssuedUserBody issued(Issued issued, Instant now) {
    return new IssuedUserBody(
        user(issued.user(), now), issued.password().value(), receipt(issued.receipt()));
  }

  static ChangedUserBody changed(Changed changed, Instant now) {
    return new ChangedUserBody(user(changed.user(), now), receipt(changed.receipt()));
  }

  static ReceiptBody receipt(Receipt of) {
    return new ReceiptBody(
        of.revision(),
        of.nodes(),
        of.expired(),
        counts(of.connections()),
        counts(of.credentials()),
        of.workloads(),
        of.took().toMillis());
  }

  private static <K extends Enum<K>> Map<String, Integer> counts(Map<K, Integer> of) {
    var counts = new TreeMap<String, Integer>();
    of.forEach((kind, count) -> counts.put(word(kind), count));
    return counts;
  }

  static RoleBody role(Role role) {
    return new RoleBody(
        role.id(),
        role.name().value(),
        role.label(),
        role.meaning(),
        role.permissions().stream()
            .map(p -> new RoleBody.PermissionBody(p.wireName(), p.deed()))
            .toList());
  }

  static ProjectBody project(Project of) {
    return new ProjectBody(of.id().value(), of.description(), of.aiAuthorized(), of.createdAt());
  }

  static AccountBody account(Account of, Map<String, AllowedAction> actions) {
    return new AccountBody(
        of.name().value(),
        word(of.status()),
        of.createdAt(),
        of.lastSignIn(),
        ActionBodies.of(actions));
  }

  static MeBody me(Caller caller, Instant now) {
    Standing standing = caller.standingOrNull();
    Credential credential = caller.credentialOrNull();
    if (standing == null || credential == null) {
      throw new Refused(new Unauthenticated("Sign in first."));
    }
    String kind =
        caller instanceof Caller.Machine ? "token" : standing.isAccount() ? "account" : "user";
    var project = credential.project() == null ? standing.project() : credential.project();
    return new MeBody(
        kind,
        caller instanceof Caller.Machine ? credential.name() : standing.name().value(),
        project == null ? null : project.value(),
        roles(caller, standing, credential, now),
        Arrays.stream(Permission.values())
            .filter(p -> Access.decide(caller, p, asked(p, standing), now).allowed())
            .map(Permission::wireName)
            .toList(),
        new MeBody.CredentialBody(
            word(credential.kind()), credential.name(), credential.expiresAt()));
  }

  private static List<String> roles(
      Caller caller, Standing standing, Credential credential, Instant now) {
    if (caller instanceof Caller.Machine && credential.role() != null) {
      return List.of(credential.role().value());
    }
    return standing.grants().stream()
        .filter(grant -> grant.holdsAt(now))
        .map(grant -> grant.role().name().value())
        .toList();
  }

  private static Resource asked(Permission permission, Standing standing) {
    return switch (permission) {
      case ACCOUNT_MANAGE, NODE_MANAGE, PROJECT_CREATE -> Resource.INSTALLATION;
      default ->
          standing.project() == null ? Resource.INSTALLATION : Resource.of(standing.project());
    };
  }

  static AuditBody audit(AuditEntry entry) {
    var line = entry.line();
    return new AuditBody(
        entry.number(),
        entry.at(),
        line.subject(),
        line.who(),
        line.credential(),
        line.address(),
        line.action(),
        line.target(),
        line.result(),
        entry.revision(),
        line.details(),
        entry.hash());
  }

  static AuditCheckpointBody checkpoint(AuditCheckpoint of) {
    return new AuditCheckpointBody(
        new AuditCheckpointBody.Checkpoint(
            of.number(), of.hash(), of.at(), of.key(), of.signature()));
  }

  static AuditClosingBody closing(AuditClosing of, String publicKey) {
    return new AuditClosingBody(
        new AuditClosingBody.Closing(
            of.from(),
            of.before(),
            of.number(),
            of.hash(),
            of.at(),
            of.key(),
            of.signature(),
            publicKey));
  }

  static ConnectionBody connection(LiveConnection of) {
    Credential credential = of.caller().credentialOrNull();
    Resource resource = of.resource();
    Permission needed = of.needed();
    return new ConnectionBody(
        Long.toString(of.number()),
        word(of.kind()),
        of.caller().inWords(),
        credential == null ? "" : inWords(credential),
        resource == null
            ? ""
            : resource.type() + (resource.isWorkload() ? " " + resource.id() : ""),
        needed == null ? "signed_in" : needed.wireName(),
        of.since(),
        null,
        null,
        null);
  }

  private static String inWords(Credential credential) {
    String name =
        switch (credential.kind()) {
          case PANEL_SESSION, CLI_SESSION, WORKLOAD_SESSION, USER_TOKEN ->
              Agents.inWords(credential.name());
          default -> credential.name();
        };
    return word(credential.kind()).replace('_', ' ') + ": " + name;
  }

  static String word(Enum<?> of) {
    return of.name().toLowerCase(Locale.ROOT);
  }

  private static String inWords(User user, Instant now) {
    if (user.status() == UserStatus.OK) {
      if (user.endsAt() == null) {
        return "may sign in";
      }
      return now.isBefore(user.endsAt())
          ? "may sign in until " + user.endsAt()
          : "ended at " + user.endsAt();
    }
    return switch (user.status()) {
      case DISABLED -> "suspended";
      case DELETED, DELETING -> "deleted";
      case CREATING -> "being made";
      case UPDATING -> "being changed";
      case OK -> "may sign in";
    };
  }
}
