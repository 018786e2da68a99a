package gatehouse.doors.gateway;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection.
 *
 * @param address their address
 * @param trusted whether that is a proxy whose word about callers counts
 * @param secure whether they came over TLS
 */
record Peer(String address, boolean trusted, boolean secure) {

  /** The address a request came from, for budgets and logs. */
  String caller(HttpHeaders headers, Proxies proxies) {
    List<String> chain = trusted ? headers.getAll("X-Forwarded-For") : List.of();
    if (chain.isEmpty()) {
      return address;
    }
    String[] hops = String.join(",", chain).split(",", -1);
    for (int i = hops.length - 1; i >= 0; i--) {
      String hop = hops[i].strip();
      if (!proxies.trusts(hop)) {
        return NetUtil.createByteArrayFromIpAddressString(hop) == null ? address : hop;
      }
    }
    return address;
  }

  /** What {@code X-Forwarded-For} says further on. */
  String chain(HttpHeaders headers) {
    List<String> before = trusted ? headers.getAll("X-Forwarded-For") : List.of();
    return before.isEmpty() ? address : String.join(", ", before) + ", " + address;
  }

  /** Whether the caller's own connection is over TLS. */
  boolean isSecure(HttpHeaders headers) {
    return secure || (trusted && "https".equals(headers.get("X-Forwarded-Proto")));
  }

  /** The host the caller asked for. */
  String host(HttpHeaders headers, String host) {
    String before = trusted ? headers.get("X-Forwarded-Host") : null;
    return before == null ? host : before;
  }

  /** The proxies whose word counts. */
  static final class Proxies {
    private final List<IpSubnetFilterRule> ranges = new ArrayList<>();

    Proxies(List<String> trusted) {
      for (String range : trusted) {
        int slash = range.indexOf('/');
        String address = slash < 0 ? range : range.substring(0, slash);
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
          throw new IllegalArgumentException(
              "a trusted proxy is an address or a range as 10.0.0.0/8, not " + range);
        }
        int bits = slash < 0 ? bytes.length * 8 : Integer.parseInt(range.substring(slash + 1));
        ranges.add(new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT));
      }
    }

    boolean isNotEmpty() {
      return !ranges.isEmpty();
    }

    boolean trusts(String address) {
      if (ranges.isEmpty()) {
        return false;
      }
      InetAddress parsed = NetUtil.createInetAddressFromIpAddressString(address);
      return parsed != null && trusts(new InetSocketAddress(parsed, 0));
    }

    private boolean trusts(InetSocketAddress address) {
      for (IpSubnetFilterRule range : ranges) {
        if (range.matches(address)) {
          return true;
        }
      }
      return false;
    }

    Peer peer(@Nullable SocketAddress remote, boolean secure) {
      if (remote instanceof InetSocketAddress address && address.getAddress() != null) {
        return new Peer(address.getAddress().getHostAddress(), trusts(address), secure);
      }
      return new Peer("unknown", false, secure);
    }
  }
}
