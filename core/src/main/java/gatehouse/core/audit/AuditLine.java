package gatehouse.core.audit;

import java.util.Map;
import java.util.TreeMap;

/**
 * What is written about one deed, before it takes its place in the chain. Never holds a secret.
 *
 * @param subject whose deed, as {@code user:42}; empty for nobody
 * @param who their name at that time
 * @param credential by what they were known, as {@code token 5f0c… (ci)}; empty for nobody
 * @param address where the request came from
 * @param action as {@code user.create}
 * @param target to whom or what, as {@code user:42}
 * @param result {@code done}, or {@code refused: …}
 * @param details more, by name
 */
public record AuditLine(
    String subject,
    String who,
    String credential,
    String address,
    String action,
    String target,
    String result,
    Map<String, String> details) {

  public AuditLine {
    details = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }
}
