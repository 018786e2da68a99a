package gatehouse.engines.runtimes.far;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Questions to one node, over links that are kept for the next. */
final class Calls implements Closeable {
  private static final int MOST_KEPT = 8;

  /** A large backup has many files, each of which is linked. */
  private static final Duration COPYING = Duration.ofMinutes(5);

  private final ConcurrentLinkedDeque<Link> idle = new ConcurrentLinkedDeque<>();
  private final String home;
  private final Relay.Way way;

  Calls(String home, Relay.Way way) {
    this.home = home;
    this.way = way;
  }

  /** Reads an answer, from behind its first byte. */
  interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  /** Thrown where the node will not; its message is the node's sentence. */
  static final class Declined extends IOException {
    private static final long serialVersionUID = 1L;

    Declined(String why) {
      super(why);
    }
  }

  /** Asks, once more over a new link where a kept one turns out to be gone. */
  <T> T ask(Question question, Reading<T> reading) throws IOException {
    Link kept = idle.pollLast();
    if (kept != null) {
      try {
        return ask(kept, question, reading);
      } catch (Declined e) {
        throw e;
      } catch (IOException e) {
        kept.close();
      }
    }
    return ask(way.open(), question, reading);
  }

  private <T> T ask(Link link, Question question, Reading<T> reading) throws IOException {
    try {
      question.write(home, link.out());
      link.mayBeSilentFor(question.kind() == Question.Kind.COPY ? COPYING : Link.ANSWER);
      int first = link.in().read();
      if (first == Question.NO) {
        String why = link.in().readUTF();
        keep(link);
        throw new Declined(why);
      }
      if (first != Question.YES) {
        throw new IOException(
            first == Question.ANOTHER ? "another node is there" : "it closed the connection");
      }
      T answer = reading.from(link.in());
      keep(link);
      return answer;
    } catch (Declined e) {
      throw e;
    } catch (IOException e) {
      link.close();
      throw e;
    }
  }

  private void keep(Link link) {
    if (idle.size() < MOST_KEPT) {
      idle.addLast(link);
    } else {
      link.close();
    }
  }

  @Override
  public void close() {
    for (Link link = idle.poll(); link != null; link = idle.poll()) {
      link.close();
    }
  }
}
