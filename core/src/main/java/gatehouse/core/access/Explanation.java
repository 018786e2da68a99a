package gatehouse.core.access;

import gatehouse.core.access.Decision.Allowed;
import gatehouse.core.access.Decision.Denied;
import java.util.List;

/**
 * A decision in words.
 *
 * @param allowed the answer
 * @param sentence why
 * @param change the smallest change that would turn a no into a yes; empty for a yes
 */
public record Explanation(boolean allowed, String sentence, String change) {

  /** Puts a decision into words. */
  public static Explanation of(Decision decision) {
    return switch (decision) {
      case Allowed allowed -> new Explanation(true, why(allowed), "");
      case Denied denied -> new Explanation(false, why(denied), change(denied));
    };
  }

  private static String why(Allowed allowed) {
    String deed = allowed.permission().deed();
    String who = allowed.caller().inWords();
    Standing standing = allowed.caller().standingOrNull();
    if (allowed.grant() == null && (standing == null || !standing.isAccount())) {
      return who + " may " + deed + ": it is open to everybody.";
    }
    return allowed.grant() == null
        ? who + " may " + deed + ": an account of this installation may do everything."
        : who
            + " may "
            + deed
            + ": the role "
            + allowed.grant().role().label()
            + ", given by "
            + allowed.grant().by()
            + ", allows it.";
  }

  private static String why(Denied denied) {
    String deed = denied.missing().deed();
    String who = denied.caller().inWords();
    return switch (denied.reason()) {
      case NOT_SIGNED_IN -> "Sign in first: one must be known to " + deed + ".";
      case CREDENTIAL_ENDED -> "What you signed in with has ended: sign in again.";
      case CREDENTIAL_CONFINED ->
          who + " may not " + deed + " with a session that is good for one workload alone.";
      case SUSPENDED -> who + " may not " + deed + ": the user is suspended.";
      case USER_ENDED -> who + " may not " + deed + ": the user's end date has passed.";
      case OTHER_PROJECT -> who + " may not " + deed + " here: this belongs to another project.";
      case NO_ROLE_ALLOWS ->
          who
              + " may not "
              + deed
              + ": that needs "
              + needed(denied.missing())
              + "; "
              + who
              + " holds "
              + held(denied)
              + ".";
      case GRANT_ENDED -> who + " may not " + deed + ": the role that allowed it has ended.";
      case TOKEN_ROLE -> who + " may not " + deed + ": the token's role does not allow it.";
      case OUT_OF_SCOPE ->
          who + " may not " + deed + " here: it is outside the token's label selector.";
      case ACCOUNTS_ONLY ->
          who + " may not " + deed + ": only an account of this installation may.";
    };
  }

  private static String change(Denied denied) {
    return switch (denied.reason()) {
      case NOT_SIGNED_IN, CREDENTIAL_ENDED -> "Sign in.";
      case CREDENTIAL_CONFINED -> "Use a token, or user and password.";
      case SUSPENDED -> "Resume the user.";
      case USER_ENDED -> "Move the user's end date.";
      case OTHER_PROJECT -> "Make a user in that project.";
      case NO_ROLE_ALLOWS -> "Give " + needed(denied.missing()) + ".";
      case GRANT_ENDED -> "Give the role again.";
      case TOKEN_ROLE -> "Make a token of a role that allows it, or sign in as the user.";
      case OUT_OF_SCOPE ->
          "Make a token with a selector that matches, or add the label to the workload.";
      case ACCOUNTS_ONLY -> "Sign in with an account.";
    };
  }

  private static String held(Denied denied) {
    Standing standing = denied.caller().standingOrNull();
    return standing == null ? "no role" : standing.rolesInWords();
  }

  /** The role that allows it with the fewest other permissions. */
  private static String needed(Permission permission) {
    List<Role> allowing =
        BuiltInRoles.all().stream().filter(role -> role.allows(permission)).toList();
    return allowing.stream()
        .min(java.util.Comparator.comparingInt(role -> role.permissions().size()))
        .map(role -> "the role " + role.label())
        .orElse("an account of this installation");
  }
}
