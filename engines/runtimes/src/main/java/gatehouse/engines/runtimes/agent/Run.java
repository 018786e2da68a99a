package gatehouse.engines.runtimes.agent;

import gatehouse.core.workload.RunObservation;
import gatehouse.core.workload.RunObservation.Ending;
import gatehouse.core.workload.RunSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run as its folder tells it. What was seen once is not looked up again. */
public final class Run {
  private static final Logger LOG = LoggerFactory.getLogger(Run.class);

  private final RunSpec spec;
  private final RunFolder folder;
  private final Path socket;
  private final Map<String, String> headers;
  private final InstantSource clock;
  private final CountDownLatch over = new CountDownLatch(1);
  private @Nullable String reason;
  private String warning;
  private volatile RunObservation seen;
  private RunObservation told;

  public Run(RunSpec spec, RunFolder folder, InstantSource clock) throws IOException {
    this.spec = spec;
    this.folder = folder;
    this.socket = folder.socket();
    this.headers =
        folder.token().map(token -> Map.of("Authorization", "token " + token)).orElse(Map.of());
    this.clock = clock;
    this.reason = folder.over().orElse(null);
    this.warning = folder.warning();
    this.seen = new RunObservation(spec.id(), null, false, null);
    this.told = seen;
  }

  /** What changed since the last news. */
  record News(RunObservation before, RunObservation now) {
    boolean justStarted() {
      return before.startedAt() == null && now.startedAt() != null && now.ending() == null;
    }

    boolean justEnded() {
      return now.ending() != null;
    }
  }

  public RunSpec spec() {
    return spec;
  }

  public RunFolder folder() {
    return folder;
  }

  public Path socket() {
    return socket;
  }

  /** What its own port wants to see on each request: an editor its token. */
  Map<String, String> headers() {
    return headers;
  }

  /** Opens when the run has ended. */
  CountDownLatch over() {
    return over;
  }

  /** What was seen last; never looks into the folder, which is watched. */
  RunObservation lastSeen() {
    return seen;
  }

  /** What is known now. */
  public synchronized RunObservation observe() {
    if (seen.ending() != null) {
      return seen;
    }
    try {
      Optional<KeeperProcess> keeper = folder.keeper();
      Optional<Map<String, String>> ended = folder.ended();
      if (ended.isEmpty() && keeper.isPresent() && !keeper.get().alive()) {
        writeLost(keeper.get());
        ended = folder.ended();
      }
      boolean started = seen.startedAt() != null || folder.startedAt().isPresent();
      Ending ending =
          ended
              .map(fields -> Endings.of(fields, spec, started, folder::lastWords))
              .map(seenEnding -> Endings.explained(seenEnding, reason))
              .orElse(null);
      see(ending);
      return seen;
    } catch (NoSuchFileException e) {
      return seen;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What nobody was told of yet; empty where there is nothing new. */
  synchronized Optional<News> news() {
    var news = new News(told, observe());
    told = news.now();
    return news.now().equals(news.before()) ? Optional.empty() : Optional.of(news);
  }

  /** Notes that something answers on the port; false where the run has ended meanwhile. */
  synchronized boolean noteListening() {
    if (observe().ending() != null) {
      return false;
    }
    seen = new RunObservation(spec.id(), seen.startedAt(), true, null, seen.warning());
    return true;
  }

  /** Asks it to end; a disk too full to note how long it may take does not keep it alive. */
  void stop(Duration grace) {
    try {
      folder.askToStop(grace);
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("run", spec.id()).setCause(e).log("stopped without a note");
    }
    folder.keeper().ifPresent(KeeperProcess::signal);
  }

  /** Ends it for what it kept, unless it was told to stop before. */
  synchronized void endForDisk(String sentence, Duration grace) {
    if (reason == null && folder.stopAsked()) {
      return;
    }
    reason = sentence;
    try {
      folder.writeOver(sentence);
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("run", spec.id()).setCause(e).log("ended without a note");
    }
    stop(grace);
  }

  /** Notes what there is to warn of, or an empty text; whether that is new. */
  synchronized boolean warn(String sentence) throws IOException {
    if (sentence.equals(warning) || seen.ending() != null) {
      return false;
    }
    folder.warn(sentence);
    warning = sentence;
    return true;
  }

  private void see(@Nullable Ending ending) {
    var startedAt = seen.startedAt() != null ? seen.startedAt() : folder.startedAt().orElse(null);
    boolean going = ending == null;
    String warned = going && !warning.isEmpty() ? warning : null;
    seen = new RunObservation(spec.id(), startedAt, going && seen.listening(), ending, warned);
    if (ending != null) {
      over.countDown();
    }
  }

  private void writeLost(KeeperProcess keeper) throws IOException {
    String text =
        keeper.sameBoot()
            ? "lost: the process that kept it was killed, and the run with it"
            : "lost: the machine was restarted while it ran";
    folder.endWithoutKeeper("lost", clock.instant(), text);
  }
}
