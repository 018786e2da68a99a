package gatehouse.engines.images;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.image.ImageName;
import gatehouse.core.image.ImageRoot;
import gatehouse.core.image.Images;
import gatehouse.core.image.RegistryLogins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images of an installation, in a folder. */
public final class ImageStore implements Images {
  private static final Logger LOG = LoggerFactory.getLogger(ImageStore.class);

  /** How long an answer of a registry counts. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  /** How long what nobody uses is kept. */
  private static final Duration KEPT = Duration.ofDays(14);

  private static final int REMEMBERED = 4096;

  private final Blobs blobs;
  private final RootMaker roots;
  private final Path kept;
  private final Fetching fetching;
  private final Executor executor;
  private final InstantSource clock;
  private final Map<Key, Errand> errands = new ConcurrentHashMap<>();
  private final Map<Key, ImageRoot> here =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, ImageRoot> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Opens a folder.
   *
   * @param executor runs tasks that wait for long
   * @param reach says whether a registry may be asked
   * @param pause waits
   * @throws IOException where the folder cannot be used
   */
  public ImageStore(
      Path folder,
      RegistryLogins logins,
      Reach reach,
      ImageLimits limits,
      Executor executor,
      Pause pause,
      InstantSource clock)
      throws IOException {
    Files.createDirectories(folder);
    this.blobs = new Blobs(folder.resolve("blobs"), clock);
    this.roots = new RootMaker(folder.resolve("roots"), limits, clock);
    this.kept = Files.createDirectories(folder.resolve("kept"));
    this.fetching =
        new Fetching(new Sources(kept, logins, reach), blobs, roots, limits, executor, pause);
    this.executor = executor;
    this.clock = clock;
  }

  private record Key(ProjectId project, String image) {}

  /** Bringing one image for one project: what is known of it, and who waits for news. */
  private final class Errand {
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private volatile Standing standing =
        new Standing.Underway(Fetching.PULL, "asking for the image");
    private volatile Instant at = clock.instant();

    void carryOut(Key key, ImageName image) {
      Standing last;
      try {
        ImageRoot root = fetching.fetch(key.project(), image, this::tell);
        synchronized (here) {
          here.put(key, root);
        }
        last = new Standing.Ready(root);
      } catch (Fault fault) {
        last = new Standing.Failed(fault.code(), fault.sentence());
      } catch (IOException | RuntimeException e) {
        LOG.atWarn().addKeyValue("image", key.image()).setCause(e).log("an image was not brought");
        last = new Standing.Failed(Fault.REFUSED, Fetching.inWords(e));
      }
      at = clock.instant();
      become(last);
    }

    private void become(Standing next) {
      standing = next;
      for (Runnable told = waiting.poll(); told != null; told = waiting.poll()) {
        told.run();
      }
    }

    private void tell(Standing.Underway underway) {
      if (!underway.equals(standing)) {
        become(underway);
      }
    }

    boolean counts() {
      return standing instanceof Standing.Underway || at.plus(FRESH).isAfter(clock.instant());
    }
  }

  @Override
  public Standing prepare(ProjectId project, ImageName image, Runnable changed) {
    var key = new Key(project, image.text());
    Errand errand =
        errands.compute(
            key,
            (same, before) -> {
              if (before != null && before.counts()) {
                return before;
              }
              var next = new Errand();
              executor.execute(() -> next.carryOut(key, image));
              return next;
            });
    errand.waiting.add(changed);
    Standing standing = errand.standing;
    // A failure is told once: whoever asks again wants another try.
    if (standing instanceof Standing.Failed) {
      errands.remove(key, errand);
    }
    if (errands.size() > REMEMBERED) {
      errands.values().removeIf(one -> !one.counts());
    }
    return standing;
  }

  @Override
  public Optional<ImageRoot> ready(ProjectId project, ImageName image) {
    synchronized (here) {
      return Optional.ofNullable(here.get(new Key(project, image.text())))
          .filter(root -> Files.isDirectory(root.folder()));
    }
  }

  @Override
  public List<String> kept() {
    try (Stream<Path> all = Files.list(kept)) {
      return all.map(path -> ImageName.LOCAL + Sources.name(path)).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  @Override
  public void sweep(Predicate<Path> used) {
    try {
      Instant before = clock.instant().minus(KEPT);
      roots.sweep(before, used);
      blobs.sweep(before);
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("old images were not swept");
    }
  }

  /** Whether a registry may be asked anything. */
  @FunctionalInterface
  public interface Reach {
    /** Throws saying why not; gives whether plain HTTP will do, as on this machine itself. */
    boolean isNear(String registry);
  }

  /** Waits. */
  @FunctionalInterface
  public interface Pause {
    /** Returns after that long. */
    void rest(Duration length) throws InterruptedException;
  }
}
