package gatehouse.doors.gateway;

import java.time.Duration;

/**
 * What the front door puts up with.
 *
 * @param requestLine longest request line, in bytes
 * @param headers all header lines of a request together, in bytes
 * @param connections connections at once; further ones are told to come back
 * @param headTime from a request's first byte to the end of its headers
 * @param keepAlive how long a connection may wait for its next request
 * @param stall how long a peer that has to read or to send may stand still
 * @param firstByte from a request's end to the first byte of its answer
 * @param silence how long a stream or an upgraded connection may be silent
 * @param connect how long connecting to an upstream may take
 * @param waiting requests at once that wait for workloads that wake; further ones are told to come
 *     back
 * @param wake how long one of them waits
 */
public record GatewayLimits(
    int requestLine,
    int headers,
    int connections,
    Duration headTime,
    Duration keepAlive,
    Duration stall,
    Duration firstByte,
    Duration silence,
    Duration connect,
    int waiting,
    Duration wake) {
  private static final int USUAL_WAITING = 1_000;
  private static final Duration USUAL_WAKE = Duration.ofMinutes(2);

  /** With the usual patience for workloads that wake. */
  public GatewayLimits(
      int requestLine,
      int headers,
      int connections,
      Duration headTime,
      Duration keepAlive,
      Duration stall,
      Duration firstByte,
      Duration silence,
      Duration connect) {
    this(
        requestLine,
        headers,
        connections,
        headTime,
        keepAlive,
        stall,
        firstByte,
        silence,
        connect,
        USUAL_WAITING,
        USUAL_WAKE);
  }

  /** The same with another patience for workloads that wake. */
  public GatewayLimits waking(int atOnce, Duration longest) {
    return new GatewayLimits(
        requestLine,
        headers,
        connections,
        headTime,
        keepAlive,
        stall,
        firstByte,
        silence,
        connect,
        atOnce,
        longest);
  }

  /** Limits that suit notebooks: generous in time, strict in size. */
  public static final GatewayLimits DEFAULTS =
      new GatewayLimits(
          16 * 1024,
          64 * 1024,
          20_000,
          Duration.ofSeconds(10),
          Duration.ofSeconds(75),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofSeconds(5));
}
