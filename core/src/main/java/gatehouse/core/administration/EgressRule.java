package gatehouse.core.administration;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One place that workloads may connect to: {@code pypi.org}, {@code *.example.com}, {@code *} (any
 * public host), {@code 10.1.2.3}, {@code 10.1.0.0/16} or {@code [fd00::]/8}, each with {@code
 * :PORT} or {@code :*} behind it where the port is not 443.
 *
 * @param host a name in lower case, {@code *.} and a name, {@code *}, or empty for a network
 * @param network the addresses, or null for a name
 * @param prefix how many leading bits of the network count
 * @param port 1 to 65535, or {@link #ANY_PORT}
 */
public record EgressRule(String host, @Nullable InetAddress network, int prefix, int port) {

  /** Any port. */
  public static final int ANY_PORT = 0;

  private static final int HTTPS = 443;
  private static final int LONGEST_NAME = 253;
  private static final Pattern RULE =
      Pattern.compile(
          "(?<host>\\*|(?:\\*\\.)?[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*\\.?|\\[[0-9A-Fa-f:.]+])"
              + "(?:/(?<prefix>[0-9]{1,3}))?(?::(?<port>\\*|[0-9]{1,5}))?");
  private static final Pattern FOUR = Pattern.compile("[0-9]+(\\.[0-9]+){3}");
  private static final Pattern DIGITS = Pattern.compile("[0-9.]+");

  /**
   * Reads a rule.
   *
   * @throws Refused with {@link Invalid} where it is none, saying how one looks
   */
  public static EgressRule parse(String text) {
    Matcher matcher = RULE.matcher(text);
    if (text.length() > LONGEST_NAME + 10 || !matcher.matches()) {
      throw invalid(text);
    }
    int port = port(text, matcher.group("port"));
    String host = matcher.group("host").toLowerCase(Locale.ROOT);
    String prefix = matcher.group("prefix");
    boolean six = host.startsWith("[");
    if (six || FOUR.matcher(host).matches()) {
      return network(text, six ? host.substring(1, host.length() - 1) : host, prefix, port);
    }
    if (prefix != null || DIGITS.matcher(host).matches() || host.length() > LONGEST_NAME) {
      throw invalid(text);
    }
    return new EgressRule(withoutDot(host), null, 0, port);
  }

  private static EgressRule network(String text, String literal, @Nullable String bits, int port) {
    InetAddress address;
    try {
      address = InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException e) {
      throw invalid(text);
    }
    int most = address.getAddress().length * 8;
    int prefix = bits == null ? most : Integer.parseInt(bits);
    if (prefix > most) {
      throw invalid(text);
    }
    return new EgressRule("", address, prefix, port);
  }

  private static int port(String text, @Nullable String port) {
    if (port == null) {
      return HTTPS;
    }
    if (port.equals("*")) {
      return ANY_PORT;
    }
    int number = Integer.parseInt(port);
    if (number < 1 || number > 65535) {
      throw invalid(text);
    }
    return number;
  }

  /**
   * Refuses what no workload ever reaches, whatever is allowed: this machine and its link.
   *
   * @throws Refused with {@link Invalid} saying so
   */
  void requireReachable() {
    boolean never =
        network == null
            ? host.equals("localhost") || host.endsWith(".localhost")
            : prefix == network.getAddress().length * 8
                ? Reach.of(network) == Reach.NEVER
                : (prefix >= 8 && network.isLoopbackAddress())
                    || (prefix >= 10 && network.isLinkLocalAddress());
    if (never) {
      throw new Refused(
          new Invalid(
              "hosts",
              "hosts elsewhere: workloads never reach this machine or its link, so "
                  + this
                  + " would allow nothing"));
    }
  }

  /** Whether it names a host, which is a name or an address as written in a request. */
  boolean names(String asked, int askedPort) {
    if (network != null || !isForPort(askedPort)) {
      return false;
    }
    String name = withoutDot(asked.toLowerCase(Locale.ROOT));
    return host.equals("*")
        || host.equals(name)
        || (host.startsWith("*.") && name.endsWith(host.substring(1)));
  }

  /** Whether it is a network that an address lies in. */
  boolean contains(InetAddress address, int askedPort) {
    if (network == null || !isForPort(askedPort)) {
      return false;
    }
    byte[] own = network.getAddress();
    byte[] other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((own[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private boolean isForPort(int asked) {
    return port == ANY_PORT || port == asked;
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static Refused invalid(String text) {
    String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return new Refused(
        new Invalid(
            "hosts",
            "hosts as pypi.org, *.example.com, 10.1.0.0/16 or [fd00::]/8, with :PORT behind where"
                + " it is not 443; this is none: "
                + shown.replaceAll("\\p{Cntrl}", "?")));
  }

  /** As it is written. */
  @Override
  public String toString() {
    String where = host;
    if (network != null) {
      String literal = network.getHostAddress();
      int most = network.getAddress().length * 8;
      where = (most == 128 ? "[" + literal + "]" : literal) + (prefix == most ? "" : "/" + prefix);
    }
    return where + (port == HTTPS ? "" : port == ANY_PORT ? ":*" : ":" + port);
  }
}
