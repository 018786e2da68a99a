package gatehouse.core.administration;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Standing;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who does something, and from where.
 *
 * @param address the network address, for the audit and the budget of failures
 */
public record Actor(Caller caller, String address) {

  /** The name to be written beside what they gave. */
  public String name() {
    return caller.inWords();
  }

  /**
   * Passes where what the actor is known by still stands, inside the transaction that makes
   * something to outlive the request.
   *
   * @throws Refused with {@link Unauthenticated} where it ended meanwhile
   */
  void requireStillStands(AdministrationStore.Change tx) {
    Credential credential = caller.credentialOrNull();
    if (credential == null || !tx.stillStands(credential)) {
      throw new Refused(new Unauthenticated("What you signed in with has ended: sign in again."));
    }
  }

  /**
   * The audit line of something they did; carries the project they belong to unless the details
   * name one.
   */
  public AuditLine did(String action, String target, Map<String, String> details) {
    Standing standing = caller.standingOrNull();
    Credential credential = caller.credentialOrNull();
    var all = new TreeMap<>(details);
    if (standing != null && standing.project() != null) {
      all.putIfAbsent("project", standing.project().value());
    }
    return new AuditLine(
        standing == null ? "" : standing.subject().toString(),
        caller.inWords(),
        credential == null ? "" : inWords(credential),
        address,
        action,
        target,
        "done",
        all);
  }

  private static String inWords(Credential credential) {
    String kind = credential.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return kind + " " + credential.id().toString().substring(0, 8) + " (" + credential.name() + ")";
  }
}
