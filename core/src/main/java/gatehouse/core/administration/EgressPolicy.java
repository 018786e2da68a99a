package gatehouse.core.administration;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.net.InetAddress;
import java.util.List;

/**
 * Where the workloads of a project may connect to. Nowhere, unless a rule says so; and never, by
 * any rule, to this machine itself or to its link (where clouds keep their metadata).
 *
 * @param rules at most {@link #MOST}
 */
public record EgressPolicy(List<EgressRule> rules) {

  /** How many rules a project may have. */
  public static final int MOST = 200;

  /** Nowhere. */
  public static final EgressPolicy NONE = new EgressPolicy(List.of());

  public EgressPolicy {
    rules = List.copyOf(rules);
    if (rules.size() > MOST) {
      throw new Refused(new Invalid("hosts", "at most " + MOST + " of them"));
    }
  }

  /**
   * Reads rules as people write them.
   *
   * @throws Refused with {@link Invalid} naming the first that is none
   */
  public static EgressPolicy of(List<String> rules) {
    return new EgressPolicy(rules.stream().map(EgressRule::parse).distinct().toList());
  }

  /** The rules as they are written. */
  public List<String> inWords() {
    return rules.stream().map(EgressRule::toString).toList();
  }

  /**
   * Whether an address may be asked anything at all: it is neither this machine's own loopback, its
   * link (where clouds keep their metadata) nor anything like it, however it is wrapped.
   */
  public static boolean isElsewhere(InetAddress address) {
    return Reach.of(address) != Reach.NEVER;
  }

  /** Whether a name and port are named at all; the addresses behind the name are another matter. */
  public boolean names(String host, int port) {
    return rules.stream().anyMatch(rule -> rule.names(host, port));
  }

  /**
   * Whether a connection that was asked for under a name may go to one of its addresses. A public
   * address may be reached by its name; a private one only where a rule names the address itself or
   * its network.
   */
  public boolean permits(String host, int port, InetAddress address) {
    return switch (Reach.of(address)) {
      case NEVER -> false;
      case PRIVATE -> rules.stream().anyMatch(rule -> rule.contains(address, port));
      case PUBLIC ->
          rules.stream().anyMatch(rule -> rule.names(host, port) || rule.contains(address, port));
    };
  }
}
