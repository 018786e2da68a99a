package gatehouse.engines.images;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.image.ImageName;
import gatehouse.core.image.ImageRoot;
import gatehouse.core.image.Images.Standing.Underway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Brings an image, whatever it takes: tries again where the registry fails, and tells how far it
 * is.
 */
final class Fetching {
  static final String PULL = "IMAGE_PULL";
  private static final String BACKOFF = "IMAGE_PULL_BACKOFF";
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(9));
  private static final int AT_ONCE = 3;

  private final Sources sources;
  private final Blobs blobs;
  private final RootMaker roots;
  private final ImageLimits limits;
  private final Executor executor;
  private final ImageStore.Pause pause;
  private final Map<String, Object> locks = new ConcurrentHashMap<>();

  Fetching(
      Sources sources,
      Blobs blobs,
      RootMaker roots,
      ImageLimits limits,
      Executor executor,
      ImageStore.Pause pause) {
    this.sources = sources;
    this.blobs = blobs;
    this.roots = roots;
    this.limits = limits;
    this.executor = executor;
    this.pause = pause;
  }

  /** Why something failed that is nobody's fault, for people. */
  static String inWords(Exception e) {
    String said = String.valueOf(e.getMessage());
    return said.contains("No space left") || said.contains("quota exceeded")
        ? "the disk that holds the images is full: make room, then start it again"
        : "the image could not be brought: " + e;
  }

  ImageRoot fetch(ProjectId project, ImageName image, Consumer<Underway> progress)
      throws IOException {
    for (int tries = 0; ; tries++) {
      try (ImageSource source = sources.open(project, image)) {
        return fetch(image, source, progress);
      } catch (Fault fault) {
        if (!fault.isPassing() || tries == PAUSES.size()) {
          throw fault;
        }
        progress.accept(
            new Underway(
                BACKOFF,
                "%s; trying again (%d of %d)"
                    .formatted(fault.sentence(), tries + 1, PAUSES.size())));
        rest(PAUSES.get(tries));
      }
    }
  }

  private ImageRoot fetch(ImageName image, ImageSource source, Consumer<Underway> progress)
      throws IOException {
    Manifest manifest = source.manifest();
    Optional<ImageRoot> there = roots.find(manifest.config());
    if (there.isPresent()) {
      return there.get();
    }
    Path config = blobs.fetch(manifest.config(), source, Documents.LONGEST, bytes -> {});
    byte[] configuration = Files.readAllBytes(config);
    ImageConfig read = ImageConfig.read(configuration);
    if (!read.isForThisMachine()) {
      throw Platform.wrong(image.text(), read.platform());
    }
    var told = new Progress(image.text(), manifest.layers(), blobs, progress);
    if (told.size() > limits.download()) {
      throw Fault.bad(
          "it has %d bytes, and no image may have more than %d"
              .formatted(told.size(), limits.download()));
    }
    List<Path> layers = fetchAll(manifest.layers(), source, told);
    // Two runs that want the same image unpack it once.
    synchronized (locks.computeIfAbsent(manifest.config().hex(), hex -> new Object())) {
      Optional<ImageRoot> made = roots.find(manifest.config());
      if (made.isPresent()) {
        return made.get();
      }
      progress.accept(new Underway(PULL, "unpacking the image " + image.text()));
      return roots.make(manifest.config(), configuration, layers);
    }
  }

  private List<Path> fetchAll(List<Piece> layers, ImageSource source, Progress told)
      throws IOException {
    var turn = new Semaphore(AT_ONCE);
    var under = new ArrayList<CompletableFuture<Path>>();
    for (Piece layer : layers) {
      under.add(
          CompletableFuture.supplyAsync(
              () -> {
                turn.acquireUninterruptibly();
                try {
                  return blobs.fetch(layer, source, limits.download(), told);
                } catch (IOException e) {
                  throw new CompletionException(e);
                } finally {
                  turn.release();
                }
              },
              executor));
    }
    var files = new ArrayList<Path>();
    IOException first = null;
    for (CompletableFuture<Path> one : under) {
      try {
        files.add(one.join());
      } catch (CompletionException e) {
        IOException why = e.getCause() instanceof IOException known ? known : new IOException(e);
        first = first == null ? why : first;
      }
    }
    if (first != null) {
      throw first;
    }
    return files;
  }

  private void rest(Duration length) throws IOException {
    try {
      pause.rest(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
