package gatehouse.core.access;

import org.jspecify.annotations.Nullable;

/** The answer to "may they?". */
public sealed interface Decision {

  /**
   * Yes; the chain is credential, user, grant, role, permission.
   *
   * @param grant the grant it rests on, or null where the caller is an account
   */
  record Allowed(Caller caller, @Nullable Grant grant, Permission permission) implements Decision {}

  /** No. */
  record Denied(Caller caller, Permission missing, Reason reason) implements Decision {}

  /** Why not. */
  enum Reason {
    NOT_SIGNED_IN,
    /** The credential has ended by itself. */
    CREDENTIAL_ENDED,
    /** The credential is good for one workload, and this is not it, or not opening it. */
    CREDENTIAL_CONFINED,
    SUSPENDED,
    /** The user's end date has come. */
    USER_ENDED,
    OTHER_PROJECT,
    NO_ROLE_ALLOWS,
    /** A role would have allowed it, but its grant has ended. */
    GRANT_ENDED,
    /** The token's role does not allow it. */
    TOKEN_ROLE,
    /** The token's selector does not match. */
    OUT_OF_SCOPE,
    /** Only an account of the installation may. */
    ACCOUNTS_ONLY
  }

  /** Whether the answer is yes. */
  default boolean allowed() {
    return this instanceof Allowed;
  }
}
