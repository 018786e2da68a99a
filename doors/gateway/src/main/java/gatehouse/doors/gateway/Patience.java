package gatehouse.doors.gateway;

/** How long an exchange has stood still. Costs a counter per message; the rest is done by beats. */
final class Patience {
  private long moves;
  private long seen = -1;
  private long since;

  Patience(long now) {
    since = now;
  }

  /** Something came. */
  void moved() {
    moves++;
  }

  /**
   * For how many nanoseconds nothing has come and nothing has left.
   *
   * @param pending changes whenever bytes leave
   */
  long stillFor(long now, long pending) {
    long state = moves * 1_000_003 + pending;
    if (state != seen) {
      seen = state;
      since = now;
    }
    return now - since;
  }
}
