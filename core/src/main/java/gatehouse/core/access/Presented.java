package gatehouse.core.access;

import gatehouse.core.identity.Secret;

/** What a request presents to say who it is from. */
public sealed interface Presented {

  /**
   * {@code Authorization: Bearer …}: an application token, a command line session or a user's
   * bearer token.
   */
  record Bearer(Secret token) implements Presented {}

  /** {@code Authorization: Basic …}: user and password. */
  record Basic(String name, Secret password) implements Presented {}

  /** A cookie: a session of the kind that the door which found it sets, and no other. */
  record Cookie(Credential.Kind kind, Secret value) implements Presented {}

  /** {@code X-Auth-Token: …}: a user's token, as clients of OpenStack present it, and no other. */
  record UserToken(Secret value) implements Presented {}

  /** Nothing. */
  record Nothing() implements Presented {}
}
