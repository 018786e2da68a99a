package gatehouse.core.access;

import gatehouse.core.access.Caller.Machine;
import gatehouse.core.access.Caller.Nobody;
import gatehouse.core.access.Caller.Person;
import gatehouse.core.access.Decision.Allowed;
import gatehouse.core.access.Decision.Denied;
import gatehouse.core.access.Decision.Reason;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.UserStatus;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides. Pure: no input or output, no clock of its own, no exceptions from
 * {@link #decide}.
 */
public final class Access {
  private Access() {}

  /**
   * May this caller do this to that, at this moment? Everything that is not allowed by a rule below
   * is denied.
   */
  public static Decision decide(
      Caller caller, Permission permission, Resource resource, Instant now) {
    if (resource.isPublic() && isOpening(permission)) {
      return new Allowed(caller, null, permission);
    }
    return switch (caller) {
      case Person person ->
          decide(caller, person.standing(), person.credential(), permission, resource, now);
      case Machine machine -> decideForToken(machine, permission, resource, now);
      case Nobody nobody -> new Denied(caller, permission, Reason.NOT_SIGNED_IN);
    };
  }

  /**
   * Passes, or throws what the doors say to a denial.
   *
   * @throws Refused with {@link Unauthenticated} for nobody, for ended credentials, and for who is
   *     suspended or past their end (whatever they present: a session of theirs is gone as well),
   *     else with {@link Forbidden}
   */
  public static Allowed require(
      Caller caller, Permission permission, Resource resource, Instant now) {
    return switch (decide(caller, permission, resource, now)) {
      case Allowed allowed -> allowed;
      case Denied denied -> throw refusal(denied);
    };
  }

  /**
   * Whether a caller belongs to a project at all, whatever they may do there: accounts belong to
   * all.
   */
  public static boolean isMember(Caller caller, ProjectId project, Instant now) {
    Standing standing = caller.standingOrNull();
    Credential credential = caller.credentialOrNull();
    return standing != null
        && credential != null
        && credential.holdsAt(now)
        && standing.status() == UserStatus.OK
        && (standing.endsAt() == null || now.isBefore(standing.endsAt()))
        && (standing.isAccount() || project.equals(standing.project()));
  }

  /**
   * Passes for somebody who is signed in, whatever they may do: neither suspended nor past their
   * end, and not by a session that is good for one workload alone.
   *
   * @throws Refused with {@link Unauthenticated} for nobody, for ended credentials, and for who is
   *     suspended or past their end, else with {@link Forbidden}
   */
  public static void requireSignedIn(Caller caller, Instant now) {
    Standing standing = caller.standingOrNull();
    Credential credential = caller.credentialOrNull();
    if (standing == null || credential == null) {
      throw new Refused(new Unauthenticated("Sign in first."));
    }
    if (!credential.holdsAt(now)) {
      throw new Refused(new Unauthenticated("What you signed in with has ended: sign in again."));
    }
    if (credential.workload() != null) {
      throw new Refused(
          new Forbidden("", "This session is good for one workload alone: sign in here."));
    }
    if (standing.status() != UserStatus.OK) {
      throw new Refused(new Unauthenticated(standing.name() + " is suspended."));
    }
    if (standing.endsAt() != null && !now.isBefore(standing.endsAt())) {
      throw new Refused(new Unauthenticated("The end date of " + standing.name() + " has passed."));
    }
  }

  /** The refusal that a denial becomes. */
  public static Refused refusal(Denied denied) {
    return switch (denied.reason()) {
      case NOT_SIGNED_IN, CREDENTIAL_ENDED, SUSPENDED, USER_ENDED ->
          new Refused(new Unauthenticated(Explanation.of(denied).sentence()));
      default ->
          new Refused(
              new Forbidden(denied.missing().wireName(), Explanation.of(denied).sentence()));
    };
  }

  private static Decision decideForToken(
      Machine machine, Permission permission, Resource resource, Instant now) {
    Credential token = machine.token();
    if (token.role() == null || !isForTokens(permission)) {
      return new Denied(machine, permission, Reason.TOKEN_ROLE);
    }
    if (token.project() != null && !token.project().equals(resource.project())) {
      return new Denied(machine, permission, Reason.OTHER_PROJECT);
    }
    return decide(machine, machine.owner(), token, permission, resource, now);
  }

  /** A token makes no tokens: what it made would outlive it. */
  private static boolean isForTokens(Permission permission) {
    return permission != Permission.TOKEN_MANAGE;
  }

  private static Decision decide(
      Caller caller,
      Standing standing,
      Credential credential,
      Permission permission,
      Resource resource,
      Instant now) {
    if (!credential.holdsAt(now)) {
      return new Denied(caller, permission, Reason.CREDENTIAL_ENDED);
    }
    if (credential.workload() != null && !isWithin(credential, permission, resource)) {
      return new Denied(caller, permission, Reason.CREDENTIAL_CONFINED);
    }
    if (credential.role() != null) {
      if (!BuiltInRoles.named(credential.role()).allows(permission)) {
        return new Denied(caller, permission, Reason.TOKEN_ROLE);
      }
      if (resource.isWorkload() && !credential.selector().matches(resource.labels())) {
        return new Denied(caller, permission, Reason.OUT_OF_SCOPE);
      }
    }
    if (standing.status() != UserStatus.OK) {
      return new Denied(caller, permission, Reason.SUSPENDED);
    }
    if (standing.endsAt() != null && !now.isBefore(standing.endsAt())) {
      return new Denied(caller, permission, Reason.USER_ENDED);
    }
    if (standing.isAccount()) {
      return new Allowed(caller, null, permission);
    }
    if (resource.project() == null) {
      return new Denied(caller, permission, Reason.ACCOUNTS_ONLY);
    }
    if (!resource.project().equals(standing.project())) {
      return new Denied(caller, permission, Reason.OTHER_PROJECT);
    }
    return byGrant(caller, standing, permission, now);
  }

  private static Decision byGrant(
      Caller caller, Standing standing, Permission permission, Instant now) {
    @Nullable Grant ended = null;
    for (Grant grant : standing.grants()) {
      if (grant.role().allows(permission)) {
        if (grant.holdsAt(now)) {
          return new Allowed(caller, grant, permission);
        }
        ended = grant;
      }
    }
    return new Denied(
        caller, permission, ended == null ? Reason.NO_ROLE_ALLOWS : Reason.GRANT_ENDED);
  }

  /** What is good for one workload alone opens it; an SSH key runs commands in it as well. */
  private static boolean isWithin(Credential credential, Permission permission, Resource resource) {
    boolean isFor =
        isOpening(permission)
            || (credential.kind() == Credential.Kind.SSH_KEY && isRunningCommands(permission));
    return isFor && resource.id() != null && resource.id().equals(credential.workload());
  }

  private static boolean isRunningCommands(Permission permission) {
    return permission == Permission.NOTEBOOK_EXEC
        || permission == Permission.JOB_EXEC
        || permission == Permission.APP_EXEC;
  }

  private static boolean isOpening(Permission permission) {
    return permission == Permission.NOTEBOOK_OPEN
        || permission == Permission.JOB_OPEN
        || permission == Permission.APP_OPEN;
  }
}
