package gatehouse.core.access;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often a wrong password may be tried. Each address (of IPv6 each network of 64 bits, which is
 * what one subscriber has) has a budget, and each pair of name and address a tighter one; past it
 * every failure doubles the wait, to a minute. A name by itself is never locked, so that nobody can
 * lock out somebody else.
 */
public final class FailureBudget {
  private static final int IPV6_BYTES = 16;
  private static final int SUBSCRIBER_BYTES = 8;
  private static final int FREE_PER_NAME = 5;
  private static final int FREE_PER_ADDRESS = 30;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);

  private final InstantSource clock;
  private final int capacity;
  private final ConcurrentHashMap<String, Failures> failures = new ConcurrentHashMap<>();

  /**
   * @param capacity how many addresses and pairs are remembered at most
   */
  public FailureBudget(InstantSource clock, int capacity) {
    this.clock = clock;
    this.capacity = capacity;
  }

  /** How long to wait before the next try; empty where it may be tried now. */
  public Optional<Duration> wait(String name, String address) {
    Instant now = clock.instant();
    Duration longest = longer(left(pair(name, address), now), left(network(address), now));
    return longest.isPositive() ? Optional.of(longest) : Optional.empty();
  }

  /** Counts a failure. */
  public void failed(String name, String address) {
    count(pair(name, address), FREE_PER_NAME);
    count(network(address), FREE_PER_ADDRESS);
  }

  /** Forgets the failures of a pair that succeeded; the address keeps its own. */
  public void succeeded(String name, String address) {
    failures.remove(pair(name, address));
  }

  private void count(String key, int free) {
    Instant now = clock.instant();
    if (failures.size() >= capacity) {
      failures.values().removeIf(old -> old.last.plus(FORGOTTEN_AFTER).isBefore(now));
      if (failures.size() >= capacity) {
        failures.keySet().stream()
            .limit(Math.max(1, capacity / 10))
            .toList()
            .forEach(failures::remove);
      }
    }
    failures.compute(
        key,
        (k, before) -> {
          int count =
              before == null || before.last.plus(FORGOTTEN_AFTER).isBefore(now)
                  ? 1
                  : before.count + 1;
          return new Failures(count, now, now.plus(waitAfter(count - free)));
        });
  }

  private Duration left(String key, Instant now) {
    Failures present = failures.get(key);
    return present == null || !now.isBefore(present.until)
        ? Duration.ZERO
        : Duration.between(now, present.until);
  }

  private static Duration waitAfter(int over) {
    if (over < 0) {
      return Duration.ZERO;
    }
    Duration wait = Duration.ofSeconds(1L << Math.min(over, 10));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static String pair(String name, String address) {
    return network(address) + " " + name;
  }

  private static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return bytes.length == IPV6_BYTES
          ? HexFormat.of().formatHex(bytes, 0, SUBSCRIBER_BYTES) + "::/64"
          : address;
    } catch (IllegalArgumentException e) {
      return address; // It is no address, and a key as good as any.
    }
  }

  private record Failures(int count, Instant last, Instant until) {}
}
