package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How far back usage is looked at, and how finely: never more than 600 points. */
public enum UsageRange {
  QUARTER("15m", Duration.ofMinutes(15), Step.FINE, Duration.ofSeconds(5)),
  HOUR("1h", Duration.ofHours(1), Step.FINE, Duration.ofSeconds(10)),
  QUARTER_DAY("6h", Duration.ofHours(6), Step.MEDIUM, Duration.ofMinutes(1)),
  DAY("24h", Duration.ofHours(24), Step.MEDIUM, Duration.ofMinutes(3)),
  WEEK("7d", Duration.ofDays(7), Step.COARSE, Duration.ofMinutes(30)),
  MONTH("30d", Duration.ofDays(30), Step.COARSE, Duration.ofHours(2));

  /** The steps that are kept, and for how long. */
  public enum Step {
    FINE(Duration.ofSeconds(5), Duration.ofMinutes(70)),
    MEDIUM(Duration.ofMinutes(1), Duration.ofHours(25)),
    COARSE(Duration.ofMinutes(30), Duration.ofDays(31));

    private final Duration length;
    private final Duration kept;

    Step(Duration length, Duration kept) {
      this.length = length;
      this.kept = kept;
    }

    /** How long a step is. */
    public Duration length() {
      return length;
    }

    /** How long it is kept. */
    public Duration kept() {
      return kept;
    }
  }

  private final String word;
  private final Duration length;
  private final Step step;
  private final Duration bucket;

  UsageRange(String word, Duration length, Step step, Duration bucket) {
    this.word = word;
    this.length = length;
    this.step = step;
    this.bucket = bucket;
  }

  /**
   * Reads a word such as {@code 15m}.
   *
   * @throws Refused with {@link Invalid} naming the known ones
   */
  public static UsageRange of(String word) {
    return Arrays.stream(values())
        .filter(range -> range.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new Refused(
                    new Invalid(
                        "range",
                        "one of "
                            + Arrays.stream(values())
                                .map(UsageRange::word)
                                .collect(Collectors.joining(", ")))));
  }

  /** As {@code 15m}. */
  public String word() {
    return word;
  }

  /** How far back it goes. */
  public Duration length() {
    return length;
  }

  /** The step it is made of. */
  public Step step() {
    return step;
  }

  /** How far apart its points are: whole steps. */
  public Duration bucket() {
    return bucket;
  }
}
