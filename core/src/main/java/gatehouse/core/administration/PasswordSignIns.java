package gatehouse.core.administration;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Presented;
import gatehouse.core.access.SignIn;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.UserName;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import java.util.Map;

/** Signing in by name and password; a refused one is written down. */
final class PasswordSignIns {
  private final AdministrationStore store;
  private final SignIn signIn;

  PasswordSignIns(AdministrationStore store, SignIn signIn) {
    this.store = store;
    this.signIn = signIn;
  }

  /**
   * Who has that name and password.
   *
   * @throws Refused where they are wrong; how many such lines there are is bounded by the budget of
   *     failures
   */
  Caller prove(String name, Secret password, String address) {
    try {
      return signIn.authenticate(new Presented.Basic(name, password), address);
    } catch (Refused e) {
      if (e.refusal() instanceof Unauthenticated) {
        writeDown(name, address);
      }
      throw e;
    }
  }

  /** An unknown name may be a password in the wrong field: it is not written. */
  private void writeDown(String name, String address) {
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
