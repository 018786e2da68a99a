package gatehouse.engines.runtimes.agent;

import gatehouse.core.workload.RunId;
import gatehouse.core.workload.RunObservation;
import gatehouse.core.workload.RunSpec;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of a data folder, watched. */
final class Runs implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

  private final Path folder;
  private final Keeping keeping;
  private final Executor executor;
  private final InstantSource clock;
  private final FolderWatch watch;
  private final Doorbell doorbell;
  private final Egresses egresses;
  private final Map<RunId, Run> known = new ConcurrentHashMap<>();
  private final Map<RunId, WatchKey> watched = new ConcurrentHashMap<>();
  private final List<Consumer<RunId>> listeners = new CopyOnWriteArrayList<>();

  /** Takes over what is in the folder: what runs is watched, what was only recorded is started. */
  Runs(Path folder, Keeping keeping, Egresses egresses, Executor executor, InstantSource clock)
      throws IOException {
    this.folder = folder;
    this.keeping = keeping;
    this.egresses = egresses;
    this.executor = executor;
    this.clock = clock;
    this.watch = new FolderWatch(executor);
    this.doorbell = new Doorbell(executor);
    try (Stream<Path> found = Files.list(folder)) {
      found.toList().forEach(this::takeOver);
    }
  }

  Optional<Run> find(RunId id) {
    return Optional.ofNullable(known.get(id));
  }

  List<Run> all() {
    return List.copyOf(known.values());
  }

  void onChange(Consumer<RunId> listener) {
    listeners.add(listener);
  }

  /** Starts a run whose folder is made. Where two race, one keeper is started. */
  void start(RunSpec spec, RunFolder made) throws IOException {
    var run = new Run(spec, made, clock);
    if (known.putIfAbsent(spec.id(), run) == null) {
      follow(run);
      launch(run);
    }
  }

  /** Drops an ended run with all that was kept of it. */
  void forget(Run run) throws IOException {
    RunId id = run.spec().id();
    unfollow(run);
    keeping.release(id.asName());
    Files.deleteIfExists(run.socket());
    Folders.delete(Egresses.folder(run.socket()));
    // Renamed first: half a folder must not be taken for a run.
    Path gone = folder.resolve("." + id.asName() + "-gone");
    Folders.delete(gone);
    Files.move(run.folder().path(), gone);
    known.remove(id, run);
    Folders.delete(gone);
  }

  @Override
  public void close() throws IOException {
    egresses.close();
    doorbell.close();
    watch.close();
  }

  private void takeOver(Path path) {
    try {
      if (path.getFileName().toString().startsWith(".")) {
        Folders.delete(path);
        return;
      }
      var found = new RunFolder(path);
      var run = new Run(found.spec(), found, clock);
      known.put(run.spec().id(), run);
      resume(run);
    } catch (IOException | RuntimeException e) {
      LOG.atError().addKeyValue("run", path).setCause(e).log("a run could not be taken over");
    }
  }

  private void resume(Run run) throws IOException {
    RunObservation seen = run.observe();
    if (seen.ending() != null) {
      keeping.release(run.spec().id().asName());
      return;
    }
    follow(run);
    Optional<KeeperProcess> keeper = run.folder().keeper();
    if (keeper.isEmpty()) {
      launch(run);
      return;
    }
    keeper.get().handle().ifPresent(handle -> lookAgainAfter(handle, run));
    if (run.folder().stopAsked()) {
      keeper.get().signal();
    }
    if (keeper.get().alive()) {
      keeping.resume(run.folder(), run.spec());
    }
    look(run);
  }

  private void launch(Run run) throws IOException {
    try {
      Process keeper = keeping.start(run.folder(), run.spec());
      lookAgainAfter(keeper.toHandle(), run);
    } catch (IOException e) {
      String text = "its keeper could not be started: " + e.getMessage();
      run.folder().endWithoutKeeper("error", clock.instant(), text);
    }
    look(run);
  }

  private void lookAgainAfter(ProcessHandle keeper, Run run) {
    var _ =
        keeper
            .onExit()
            .thenRunAsync(
                () -> {
                  endWhatNobodyTook(run);
                  look(run);
                },
                executor);
  }

  /** A keeper that left without taking the run could not start; the run will not either. */
  private void endWhatNobodyTook(Run run) {
    try {
      if (run.folder().keeper().isEmpty() && Files.isDirectory(run.folder().path())) {
        String text = "its keeper could not start: " + run.folder().lastWords();
        run.folder().endWithoutKeeper("error", clock.instant(), text);
      }
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("run", run.spec().id()).setCause(e).log("no ending was written");
    }
  }

  private void follow(Run run) throws IOException {
    egresses.open(run.spec().id(), run.socket());
    watched.put(
        run.spec().id(), watch.watch(run.folder().path(), () -> executor.execute(() -> look(run))));
  }

  private void unfollow(Run run) {
    egresses.close(run.spec().id());
    WatchKey key = watched.remove(run.spec().id());
    if (key != null) {
      watch.forget(key);
    }
  }

  /** Looks a run up and tells of it; what just started is asked when it listens. */
  void look(Run run) {
    run.news()
        .ifPresent(
            news -> {
              if (news.justStarted()) {
                askWhetherItListens(run);
              }
              if (news.justEnded()) {
                unfollow(run);
                keeping.release(run.spec().id().asName());
              }
              tell(run.spec().id());
            });
  }

  private void askWhetherItListens(Run run) {
    doorbell.ask(
        run.socket(),
        run.spec().httpPort(),
        () -> {
          if (run.noteListening()) {
            tell(run.spec().id());
          }
        });
  }

  /** Tells the listeners of a run. */
  void tell(RunId id) {
    for (Consumer<RunId> listener : listeners) {
      try {
        listener.accept(id);
      } catch (RuntimeException e) {
        LOG.atWarn().addKeyValue("run", id).setCause(e).log("a listener failed");
      }
    }
  }
}
