package gatehouse.core.administration;

import gatehouse.core.access.RefusedPasswords;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.UserName;
import java.util.Map;

/** Writes down who tried to sign in with a wrong password, by whichever door. */
public final class RefusedSignIns implements RefusedPasswords {
  private final AdministrationStore store;

  /** Writes into the audit of that store. */
  public RefusedSignIns(AdministrationStore store) {
    this.store = store;
  }

  /** An unknown name may be a password in the wrong field: it is not written. */
  @Override
  public void refused(String name, String address) {
    boolean known = UserName.canBe(name) && store.isTaken(new UserName(name));
    String who = known ? name : "an unknown name";
    AuditLine line =
        new AuditLine(
            "",
            who,
            "",
            address,
            "session.refused",
            who,
            "refused: wrong name or password",
            known ? projectOf(new UserName(name)) : Map.of());
    store.transaction(
        tx -> {
          tx.audit(line);
          return line;
        });
  }

  /** Administrators of the user's project read the line too. */
  private Map<String, String> projectOf(UserName name) {
    return store
        .user(name)
        .map(found -> Map.of("project", found.user().project().value()))
        .orElse(Map.of());
  }
}
