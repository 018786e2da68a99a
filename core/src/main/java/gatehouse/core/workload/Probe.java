package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import org.jspecify.annotations.Nullable;

/**
 * How an app is asked whether it is ready, or alive: an HTTP GET that it answers with 200.
 *
 * @param path begins with a slash
 * @param port inside, or null for the app's own
 * @param initialDelaySeconds after its start, before it is asked for the first time
 * @param periodSeconds between two questions
 * @param timeoutSeconds how long it may take to answer
 * @param successThreshold so many good answers in a row say yes
 * @param failureThreshold so many bad ones in a row say no
 */
public record Probe(
    String path,
    @Nullable Integer port,
    int initialDelaySeconds,
    int periodSeconds,
    int timeoutSeconds,
    int successThreshold,
    int failureThreshold) {
  private static final int LONGEST_PATH = 2_000;

  /**
   * @throws Refused with {@link Invalid} for what cannot be asked
   */
  public Probe {
    if (!path.startsWith("/")
        || path.length() > LONGEST_PATH
        || path.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new Refused(new Invalid("probe.path", "a path such as /health"));
    }
    if (port != null && (port < 1 || port > 65_535)) {
      throw new Refused(new Invalid("probe.port", "1 to 65535"));
    }
    require("initialDelaySeconds", initialDelaySeconds, 0, 3_600);
    require("periodSeconds", periodSeconds, 1, 3_600);
    require("timeoutSeconds", timeoutSeconds, 1, 300);
    require("successThreshold", successThreshold, 1, 100);
    require("failureThreshold", failureThreshold, 1, 100);
  }

  /** One that is asked as often, and believed as soon, as where nothing more is said. */
  public static Probe usual(String path, @Nullable Integer port) {
    return new Probe(path, port, 0, 10, 1, 1, 3);
  }

  private static void require(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new Refused(new Invalid("probe." + field, least + " to " + most));
    }
  }
}
