package gatehouse.core.access;

import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserName;
import java.util.Optional;

/**
 * Where a node reads what it does not know yet. Each answer is one consistent reading of the last
 * commit.
 */
public interface PrincipalSource {

  /** Whose credential has this fingerprint; empty for an unknown, ended or pending one. */
  Optional<Subject> ownerOf(Fingerprint fingerprint);

  /** Who has this name; deleted users have none. */
  Optional<Subject> named(UserName name);

  /** All about a user or account; empty where there is none, or it was deleted. */
  Optional<Principal> principal(Subject subject);
}
