package gatehouse.core.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who asks. */
public sealed interface Caller {

  /** A user or account, by a password or session. */
  record Person(Standing standing, Credential credential) implements Caller {}

  /** A program with an application token or a service account's; {@code owner} is whose it is. */
  record Machine(Standing owner, Credential token) implements Caller {}

  /** No credential. */
  record Nobody() implements Caller {}

  /** The caller that a credential of this standing makes. */
  static Caller of(Standing standing, Credential credential) {
    return switch (credential.kind()) {
      case TOKEN, SERVICE_ACCOUNT, SERVICE_TOKEN -> new Machine(standing, credential);
      case PASSWORD,
          PANEL_SESSION,
          CLI_SESSION,
          WORKLOAD_SESSION,
          CONSUMER_KEY,
          USER_TOKEN,
          S3_KEY,
          WORKLOAD,
          SSH_KEY ->
          new Person(standing, credential);
    };
  }

  /** The standing behind the caller, or null for nobody. */
  default @Nullable Standing standingOrNull() {
    return switch (this) {
      case Person person -> person.standing();
      case Machine machine -> machine.owner();
      case Nobody nobody -> null;
    };
  }

  /** The credential behind the caller, or null for nobody. */
  default @Nullable Credential credentialOrNull() {
    return switch (this) {
      case Person person -> person.credential();
      case Machine machine -> machine.token();
      case Nobody nobody -> null;
    };
  }

  /**
   * The roles in force at a moment, as other programs are told: a token's own, "administrator" for
   * an account.
   */
  default List<String> roleNamesAt(Instant now) {
    Standing standing = standingOrNull();
    Credential credential = credentialOrNull();
    if (standing == null || credential == null) {
      return List.of();
    }
    if (credential.role() != null) {
      return List.of(credential.role().value());
    }
    return standing.isAccount()
        ? List.of(RoleName.ADMINISTRATOR.value())
        : standing.grants().stream()
            .filter(grant -> grant.holdsAt(now))
            .map(grant -> grant.role().name().value())
            .toList();
  }

  /** The name for logs and audit: the user's name, or "token NAME of USER", or "nobody". */
  default String inWords() {
    return switch (this) {
      case Person person -> person.standing().name().value();
      case Machine machine -> "token " + machine.token().name() + " of " + machine.owner().name();
      case Nobody nobody -> "nobody";
    };
  }
}
