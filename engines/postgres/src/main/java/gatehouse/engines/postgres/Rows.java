package gatehouse.engines.postgres;

import gatehouse.core.access.AccessRule;
import gatehouse.core.access.AddressRange;
import gatehouse.core.access.Application;
import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Grant;
import gatehouse.core.access.Principal;
import gatehouse.core.access.RoleName;
import gatehouse.core.access.Selector;
import gatehouse.core.administration.OneTimeCode;
import gatehouse.core.administration.PendingConsumerKey;
import gatehouse.core.audit.AuditEntry;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.Account;
import gatehouse.core.identity.Description;
import gatehouse.core.identity.PasswordHash;
import gatehouse.core.identity.Project;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserId;
import gatehouse.core.identity.UserName;
import gatehouse.core.identity.UserStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Rows, read into records. */
final class Rows {
  private static final TypeReference<List<AccessRule>> RULES = new TypeReference<>() {};
  private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

  private Rows() {}

  static Project project(ResultSet row, StatementContext context) throws SQLException {
    return new Project(
        new ProjectId(row.getString("id")),
        row.getString("description"),
        row.getBoolean("ai_authorized"),
        Columns.instant(row, "created_at"));
  }

  static User user(ResultSet row, StatementContext context) throws SQLException {
    return new User(
        new UserId(row.getInt("id")),
        new ProjectId(row.getString("project")),
        new UserName(row.getString("name")),
        new Description(row.getString("description")),
        UserStatus.valueOf(row.getString("status")),
        row.getString("openstack_id"),
        Columns.instant(row, "created_at"),
        Columns.instantOrNull(row, "ends_at"),
        Columns.instantOrNull(row, "last_sign_in"));
  }

  static Account account(ResultSet row, StatementContext context) throws SQLException {
    return new Account(
        row.getInt("id"),
        new UserName(row.getString("name")),
        UserStatus.valueOf(row.getString("status")),
        Columns.instant(row, "created_at"),
        Columns.instantOrNull(row, "last_sign_in"),
        row.getBoolean("has_password"));
  }

  static Grant grant(ResultSet row, StatementContext context) throws SQLException {
    return new Grant(
        BuiltInRoles.named(new RoleName(row.getString("role"))),
        row.getString("given_by"),
        Columns.instant(row, "given_at"),
        Columns.instantOrNull(row, "ends_at"));
  }

  static Credential credential(ResultSet row, StatementContext context) throws SQLException {
    @Nullable String project = row.getString("project");
    @Nullable String role = row.getString("role");
    return new Credential(
        row.getObject("id", UUID.class),
        row.getInt("number"),
        Credential.Kind.valueOf(row.getString("kind")),
        Owner.subject(row),
        project == null ? null : new ProjectId(project),
        row.getString("name"),
        role == null ? null : new RoleName(role),
        new Selector(Columns.texts(row.getString("labels"))),
        row.getString("workload"),
        row.getObject("application", Integer.class),
        rules(row.getString("rules")),
        ranges(row.getString("addresses")),
        row.getInt("version"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"),
        Columns.instantOrNull(row, "expires_at"));
  }

  static Principal.Key key(ResultSet row, StatementContext context) throws SQLException {
    return new Principal.Key(Columns.fingerprint(row, "fingerprint"), credential(row, context));
  }

  static Principal.Password password(ResultSet row, StatementContext context) throws SQLException {
    return new Principal.Password(
        row.getObject("id", UUID.class),
        new PasswordHash(row.getString("hash")),
        Columns.instant(row, "set_at"),
        Columns.instantOrNull(row, "ends_at"));
  }

  static Application application(ResultSet row, StatementContext context) throws SQLException {
    return new Application(
        row.getInt("id"),
        row.getString("key"),
        row.getString("sealed_secret"),
        row.getString("name"),
        row.getString("description"),
        Owner.subjectOrNull(row),
        Columns.instant(row, "created_at"));
  }

  static OneTimeCode code(ResultSet row, StatementContext context) throws SQLException {
    return new OneTimeCode(
        Columns.fingerprint(row, "fingerprint"),
        OneTimeCode.Purpose.valueOf(row.getString("purpose")),
        Owner.subject(row),
        row.getString("payload"),
        Columns.instant(row, "expires_at"));
  }

  static PendingConsumerKey pending(ResultSet row, StatementContext context) throws SQLException {
    return new PendingConsumerKey(
        row.getObject("id", UUID.class),
        Columns.fingerprint(row, "key_fingerprint"),
        Columns.fingerprint(row, "validation_fingerprint"),
        row.getInt("application"),
        rules(row.getString("rules")),
        ranges(row.getString("addresses")),
        row.getString("redirection"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "expires_at"));
  }

  static AuditEntry auditEntry(ResultSet row, StatementContext context) throws SQLException {
    var line =
        new AuditLine(
            row.getString("subject"),
            row.getString("who"),
            row.getString("credential"),
            row.getString("address"),
            row.getString("action"),
            row.getString("target"),
            row.getString("result"),
            Columns.texts(row.getString("details")));
    return new AuditEntry(
        row.getLong("number"),
        Columns.instant(row, "at"),
        line,
        row.getLong("revision"),
        row.getString("hash"));
  }

  private static List<AddressRange> ranges(String json) {
    return Columns.read(json, NAMES).stream().map(AddressRange::of).toList();
  }

  private static List<AccessRule> rules(String json) {
    return Columns.read(json, RULES);
  }
}
