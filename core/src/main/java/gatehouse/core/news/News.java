package gatehouse.core.news;

import gatehouse.core.identity.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last headlines of this node, in a ring that all followers read from: a slow one costs no
 * memory, and misses what has left the ring. Marks of another node, or of an earlier start, are not
 * known here.
 */
public final class News {
  private static final Pattern MARK = Pattern.compile("([0-9a-zA-Z]{1,64})-(\\d{1,18})");

  private final String edition;
  private final @Nullable Headline[] ring;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();

  /** The number of the last headline; those before {@code first} cannot be had any more. */
  private long last;

  private long first = 1;

  /**
   * @param edition letters and digits, other at each start of each node
   * @param kept how many headlines are kept
   */
  public News(String edition, int kept) {
    this.edition = edition;
    this.ring = new Headline[kept];
  }

  /**
   * How far a follower has read.
   *
   * @param number of the last headline they know
   */
  public record Mark(String edition, long number) {
    @Override
    public String toString() {
      return edition + "-" + number;
    }
  }

  /**
   * What a follower has not read yet.
   *
   * @param told the newest about each subject, oldest first
   * @param missed whether some left the ring unread: whatever the follower knows may be stale
   */
  public record Issue(List<Told> told, Mark upTo, boolean missed) {
    public Issue {
      told = List.copyOf(told);
    }
  }

  /** A headline, and the mark of who has read up to it. */
  public record Told(Mark mark, Headline headline) {}

  /** Tells everybody who follows; never blocks for long. */
  public void tell(Headline headline) {
    lock.lock();
    try {
      last++;
      ring[slot(last)] = headline;
      first = Math.max(first, last - ring.length + 1);
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says that anything may have changed: what was told so far is worth nothing any more. */
  public void tellThatAnythingMayHaveChanged() {
    lock.lock();
    try {
      last++;
      first = last + 1;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Where somebody stands who begins to follow now. */
  public Mark now() {
    lock.lock();
    try {
      return new Mark(edition, last);
    } finally {
      lock.unlock();
    }
  }

  /** Reads a mark that was given out; empty for what this node cannot go on from. */
  public Optional<Mark> mark(String text) {
    Matcher matcher = MARK.matcher(text);
    if (!matcher.matches() || !matcher.group(1).equals(edition)) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(2));
    lock.lock();
    try {
      return number > last ? Optional.empty() : Optional.of(new Mark(edition, number));
    } finally {
      lock.unlock();
    }
  }

  /** What came after a mark; waits for something to come, but not longer than it is told. */
  public Issue after(Mark mark, Duration longest) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = longest.toNanos();
      while (last <= mark.number() && nanos > 0) {
        nanos = more.awaitNanos(nanos);
      }
      var upTo = new Mark(edition, last);
      if (mark.number() + 1 < first) {
        return new Issue(List.of(), upTo, true);
      }
      return new Issue(newestOfEach(mark.number() + 1), upTo, false);
    } finally {
      lock.unlock();
    }
  }

  private List<Told> newestOfEach(long from) {
    var newest = new LinkedHashMap<Subject, Told>();
    for (long number = from; number <= last; number++) {
      Headline headline = ring[slot(number)];
      if (headline != null) {
        newest.remove(headline.subject());
        newest.put(headline.subject(), new Told(new Mark(edition, number), headline));
      }
    }
    return new ArrayList<>(newest.values());
  }

  private int slot(long number) {
    return (int) (number % ring.length);
  }
}
