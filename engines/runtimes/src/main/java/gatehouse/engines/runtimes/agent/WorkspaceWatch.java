package gatehouse.engines.runtimes.agent;

import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadRuntime.WorkspaceUse;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how much of the disk each run's workspace takes, as few file systems can be told to keep
 * it: warns near the limit, and ends the run past it. Looking takes at most a twentieth of the
 * time.
 */
final class WorkspaceWatch implements Closeable {
  /** How long a run that kept too much has to end by itself. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(WorkspaceWatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int SHARE_OF_TIME = 20;
  private static final int NEAR_PERCENT = 90;

  /** A warning ends below this, so that it does not come and go. */
  private static final int ROOM_PERCENT = 80;

  private final Runs runs;
  private final Workspaces workspaces;
  private final Path agent;
  private final long limit;
  private final Executor executor;
  private final InstantSource clock;
  private final Map<WorkloadId, WorkspaceUse> seen = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param limit bytes, for runs that have no limit of their own; 0 for none
   */
  WorkspaceWatch(
      Runs runs,
      Workspaces workspaces,
      Path agent,
      long limit,
      Executor executor,
      InstantSource clock) {
    this.runs = runs;
    this.workspaces = workspaces;
    this.agent = agent;
    this.limit = limit;
    this.executor = executor;
    this.clock = clock;
  }

  void begin() {
    lookAgainAfter(PAUSE);
  }

  @Override
  public void close() {
    closed = true;
  }

  /** How full the folder of a workload was when it was last looked at. */
  Optional<WorkspaceUse> of(WorkloadId workload) {
    return Optional.ofNullable(seen.get(workload));
  }

  private void lookAgainAfter(Duration pause) {
    CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, executor)
        .execute(this::look);
  }

  private void look() {
    Instant begun = clock.instant();
    for (Run run : runs.all()) {
      if (closed) {
        return;
      }
      try {
        look(run);
      } catch (IOException | RuntimeException e) {
        LOG.atDebug().addKeyValue("run", run.spec().id()).setCause(e).log("not weighed");
      }
    }
    seen.keySet()
        .retainAll(
            runs.all().stream().map(run -> run.spec().id().workload()).collect(Collectors.toSet()));
    Duration rest = Duration.between(begun, clock.instant()).multipliedBy(SHARE_OF_TIME);
    lookAgainAfter(rest.compareTo(PAUSE) > 0 ? rest : PAUSE);
  }

  private void look(Run run) throws IOException {
    long own = run.spec().resources().workspace();
    long most = own > 0 && (limit == 0 || own < limit) ? own : limit;
    if (most == 0 || run.lastSeen().startedAt() == null || run.lastSeen().ending() != null) {
      return;
    }
    long kept = weigh(run.spec().id().workload(), most);
    seen.put(run.spec().id().workload(), new WorkspaceUse(kept, Math.max(0, most - kept)));
    if (kept > most) {
      end(run, "it kept more than " + Endings.size(most) + " in its workspace");
    } else if (Files.size(run.folder().log()) > most) {
      end(run, "it put out more than " + Endings.size(most));
    } else if (kept > most / 100 * NEAR_PERCENT) {
      warn(
          run,
          "it keeps more than %d %% of the %s it may keep in its workspace"
              .formatted(NEAR_PERCENT, Endings.size(most)));
    } else if (kept < most / 100 * ROOM_PERCENT) {
      warn(run, "");
    }
  }

  private void end(Run run, String sentence) {
    LOG.atInfo().addKeyValue("run", run.spec().id()).log("ended: {}", sentence);
    run.endForDisk(sentence, GRACE);
  }

  private void warn(Run run, String sentence) throws IOException {
    if (run.warn(sentence)) {
      runs.look(run);
    }
  }

  /** A program of its own: it follows no link, sees holes in files, and knows no longest path. */
  private long weigh(WorkloadId workload, long most) throws IOException {
    var asked =
        new ProcessBuilder(
            agent.toString(), "weigh", Long.toString(most), workspaces.path(workload).toString());
    asked.environment().clear();
    asked.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = asked.start();
    process.getOutputStream().close();
    try (var said = process.getInputStream()) {
      String answer = new String(said.readAllBytes(), StandardCharsets.US_ASCII).strip();
      return answer.isEmpty() ? 0 : Long.parseLong(answer);
    } finally {
      process.destroyForcibly();
    }
  }
}
