package gatehouse.core.administration;

import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.TooMany;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How many tokens a user draws within a minute, on this node; ended ones count as well. */
final class TokenPace {
  static final int MOST = 60;
  private static final Duration WHILE = Duration.ofMinutes(1);
  private static final int SUBJECTS_KEPT = 10_000;

  private final InstantSource clock;
  private final ConcurrentHashMap<Subject, Deque<Instant>> drawn = new ConcurrentHashMap<>();

  TokenPace(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Counts one.
   *
   * @throws Refused with {@link TooMany} where it would be one too many
   */
  void take(Subject subject) {
    Instant now = clock.instant();
    if (drawn.size() >= SUBJECTS_KEPT) {
      drawn.values().removeIf(times -> isOver(times.peekLast(), now));
    }
    drawn.compute(
        subject,
        (who, before) -> {
          Deque<Instant> times = before == null ? new ArrayDeque<>() : before;
          while (!times.isEmpty() && isOver(times.peekFirst(), now)) {
            times.removeFirst();
          }
          if (times.size() >= MOST) {
            Instant free = times.getFirst().plus(WHILE);
            throw new Refused(new TooMany("tokens of this user", Duration.between(now, free)));
          }
          times.addLast(now);
          return times;
        });
  }

  private static boolean isOver(@Nullable Instant drawn, Instant now) {
    return drawn == null || !drawn.plus(WHILE).isAfter(now);
  }
}
