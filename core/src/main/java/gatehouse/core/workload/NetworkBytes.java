package gatehouse.core.workload;

/**
 * What a run moved over the network.
 *
 * @param received bytes that came to it
 * @param sent bytes that came from it
 */
public record NetworkBytes(long received, long sent) {
  public static final NetworkBytes NONE = new NetworkBytes(0, 0);

  /** Both together. */
  public NetworkBytes and(NetworkBytes other) {
    return new NetworkBytes(received + other.received, sent + other.sent);
  }

  /** What came since an earlier look; nothing where counting began anew in between. */
  public NetworkBytes since(NetworkBytes earlier) {
    return new NetworkBytes(
        Math.max(0, received - earlier.received), Math.max(0, sent - earlier.sent));
  }
}
