package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a notebook that computes nothing is stopped. */
public final class Idleness {
  /** The label by which a notebook says it for itself: a time as {@code 2h}, or {@code off}. */
  public static final String LABEL = "idle-stop";

  /** So long before the end it is said, at most. */
  private static final Duration WARNING = Duration.ofMinutes(10);

  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Pattern TIME = Pattern.compile("([0-9]{1,5})([mhd])");

  private Idleness() {}

  /** What is to be done with a notebook. */
  sealed interface Verdict {
    /** Nothing. */
    record Leave() implements Verdict {}

    /** It is said that it will be stopped. */
    record Warn(Instant stopsAt) implements Verdict {}

    /** It is stopped. */
    record Stop() implements Verdict {}
  }

  /**
   * Reads a time.
   *
   * @return zero for {@code off}
   * @throws Refused with {@link Invalid} for what is none, and for less than a minute
   */
  public static Duration parse(String text) {
    if (text.equals("off")) {
      return Duration.ZERO;
    }
    Matcher time = TIME.matcher(text);
    Duration parsed = Duration.ZERO;
    if (time.matches()) {
      long number = Long.parseLong(time.group(1));
      parsed =
          switch (time.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
    }
    if (parsed.compareTo(LEAST) < 0) {
      throw new Refused(new Invalid(LABEL, "a time from 1m, as 90m, 2h or 1d, or off"));
    }
    return parsed;
  }

  /** A limit for sentences. */
  static String inWords(Duration limit) {
    if (limit.toMinutes() % (24 * 60) == 0) {
      return limit.toDays() + " d";
    }
    return limit.toMinutes() % 60 == 0 ? limit.toHours() + " h" : limit.toMinutes() + " min";
  }

  /** The limit of a notebook: its own, or the usual one; zero for none. */
  static Duration limitOf(Workload notebook, Duration usual) {
    String own = notebook.spec().labels().get(LABEL);
    try {
      return own == null ? usual : parse(own);
    } catch (Refused e) {
      // A label of before it had a meaning.
      return usual;
    }
  }

  /** What is to be done with one that has a limit and runs since {@code startedAt}. */
  static Verdict decide(Duration limit, Instant startedAt, KernelActivity.Seen seen, Instant now) {
    if (seen.busy()) {
      return new Verdict.Leave();
    }
    Instant last = seen.last();
    Instant since = last == null || last.isBefore(startedAt) ? startedAt : last;
    Instant stopsAt = since.plus(limit);
    if (!now.isBefore(stopsAt)) {
      return new Verdict.Stop();
    }
    Duration half = limit.dividedBy(2);
    Duration ahead = half.compareTo(WARNING) < 0 ? half : WARNING;
    return now.isBefore(stopsAt.minus(ahead)) ? new Verdict.Leave() : new Verdict.Warn(stopsAt);
  }
}
