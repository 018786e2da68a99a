package gatehouse.core.administration;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * How far away an address is, by the registries of special-purpose addresses (RFC 6890 and what
 * came after it).
 */
enum Reach {
  /** This machine, its link, everybody at once, or nobody. */
  NEVER,
  /** Somebody's own network. */
  PRIVATE,
  PUBLIC;

  private static final List<String> NEVER_FOUR =
      List.of("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4");
  private static final List<String> PRIVATE_FOUR =
      List.of(
          "10.0.0.0/8",
          "100.64.0.0/10",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24");
  private static final List<EgressRule> NEVERS = networks(NEVER_FOUR);
  private static final List<EgressRule> PRIVATES = networks(PRIVATE_FOUR);
  private static final EgressRule GLOBAL_SIX = EgressRule.parse("[2000::]/3:*");
  private static final List<EgressRule> NOT_GLOBAL_SIX =
      List.of(
          EgressRule.parse("[2001::]/23:*"),
          EgressRule.parse("[2001:db8::]/32:*"),
          EgressRule.parse("[3fff::]/20:*"));
  private static final EgressRule UNIQUE_LOCAL_SIX = EgressRule.parse("[fc00::]/7:*");

  /** Addresses of clouds' metadata that lie in a private network. */
  private static final EgressRule METADATA_SIX = EgressRule.parse("[fd00:ec2::254]:*");

  /** IPv4 inside IPv6: 6to4 carries it behind its first two bytes, NAT64 in its last four. */
  private static final EgressRule SIX_TO_FOUR = EgressRule.parse("[2002::]/16:*");

  private static final EgressRule NAT_64 = EgressRule.parse("[64:ff9b::]/96:*");

  /** Of an address; IPv4 that is wrapped into IPv6 counts as what is inside. */
  static Reach of(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return in(NEVERS, address) ? NEVER : in(PRIVATES, address) ? PRIVATE : PUBLIC;
    }
    if (SIX_TO_FOUR.contains(address, EgressRule.ANY_PORT)) {
      return four(Arrays.copyOfRange(bytes, 2, 6));
    }
    if (NAT_64.contains(address, EgressRule.ANY_PORT)) {
      return four(Arrays.copyOfRange(bytes, 12, 16));
    }
    if (METADATA_SIX.contains(address, EgressRule.ANY_PORT)) {
      return NEVER;
    }
    if (UNIQUE_LOCAL_SIX.contains(address, EgressRule.ANY_PORT)) {
      return PRIVATE;
    }
    return GLOBAL_SIX.contains(address, EgressRule.ANY_PORT) && !in(NOT_GLOBAL_SIX, address)
        ? PUBLIC
        : NEVER;
  }

  private static Reach four(byte[] bytes) {
    try {
      return of(InetAddress.getByAddress(bytes));
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean in(List<EgressRule> networks, InetAddress address) {
    return networks.stream().anyMatch(rule -> rule.contains(address, EgressRule.ANY_PORT));
  }

  private static List<EgressRule> networks(List<String> literals) {
    return literals.stream().map(literal -> EgressRule.parse(literal + ":*")).toList();
  }
}
