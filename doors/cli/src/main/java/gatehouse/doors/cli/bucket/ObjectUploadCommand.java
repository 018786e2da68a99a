package gatehouse.doors.cli.bucket;

import gatehouse.doors.cli.bucket.Moving.Task;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.objects.Store;
import gatehouse.doors.cli.objects.StoredObject;
import gatehouse.doors.cli.objects.Upload;
import gatehouse.doors.cli.remote.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse bucket object upload}. */
@Command(
    name = "upload",
    description = {
      "Upload files and folders; the name of an object is the path as typed.",
      "What is there already is left; what broke off is gone on with."
    },
    footer = {
      "  gatehouse bucket object upload train data/",
      "  gatehouse bucket object upload train@LOCAL data/ --remove-prefix data/ --delete",
      "  gatehouse bucket object upload train many-small-files/ --tar set.tar.gz"
    })
final class ObjectUploadCommand extends Verb {
  @Parameters(
      index = "0",
      paramLabel = "BUCKET",
      converter = Place.Reader.class,
      description = "The bucket, as name or name@store.")
  private Place place = new Place("", Place.LOCAL);

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files and folders; links are not followed.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--no-overwrite", description = "Leave objects that are there as they are.")
  private boolean noOverwrite;

  @Option(
      names = "--tar",
      paramLabel = "NAME",
      description = "Pack all into one archive first (.tar, .tar.gz or .tgz), and upload that.")
  private @Nullable String tar;

  @Mixin private Clearing clearing = new Clearing();
  @Mixin private Naming naming = new Naming();
  @Mixin private Moving moving = new Moving();
  @Mixin private Access access = new Access();

  @Override
  protected int run(Session session) throws IOException {
    boolean clears = clearing.isWanted();
    if (tar != null && (clears || !Archive.isOne(tar))) {
      throw misused("--tar takes a name that ends in .tar, .tar.gz or .tgz, and no --delete.");
    }
    Map<String, Path> files = files();
    try (Store store = access.open(session, place.store())) {
      if (tar != null) {
        return packed(session, store, tar, files);
      }
      Map<String, StoredObject> there = new HashMap<>();
      for (Path path : paths) {
        store.list(place.bucket(), naming.of(beginning(path)), one -> there.put(one.key(), one));
      }
      List<Task> tasks = new ArrayList<>();
      files.forEach((key, file) -> tasks.add(task(store, key, file, there)));
      int failed = moving.all(session, tasks);
      if (clears && failed == 0) {
        clearing.objects(
            session,
            store,
            place,
            there.keySet().stream().filter(key -> !files.containsKey(key)).sorted().toList(),
            moving.dryRun());
      }
      return failed == 0 ? 0 : 1;
    }
  }

  /** The archive is made on the disk, for its length has to be known before it is sent. */
  private int packed(Session session, Store store, String name, Map<String, Path> files)
      throws IOException {
    Path archive = Files.createTempFile("gatehouse-", ".tar");
    try {
      if (!moving.dryRun()) {
        Archive.pack(files, name, archive);
      }
      Optional<StoredObject> there = store.find(place.bucket(), name);
      Map<String, StoredObject> known = there.isPresent() ? Map.of(name, there.get()) : Map.of();
      return moving.all(session, List.of(task(store, name, archive, known))) == 0 ? 0 : 1;
    } finally {
      Files.deleteIfExists(archive);
    }
  }

  private Task task(Store store, String key, Path file, Map<String, StoredObject> there) {
    if (key.endsWith("/")) {
      return new Task(
          "upload",
          key,
          0,
          moved -> {
            boolean missing = !there.containsKey(key);
            if (missing) {
              store.putEmpty(place.bucket(), key);
            }
            return missing;
          });
    }
    StoredObject object = there.get(key);
    return new Task(
        "upload",
        key,
        file.toFile().length(),
        moved -> {
          if (object != null && (noOverwrite || Upload.isSame(file, object))) {
            moved.accept(object.size());
            return false;
          }
          new Upload(store, place.bucket()).of(file, key, moved);
          return true;
        });
  }

  /** What is to be uploaded, by the names of the objects; empty folders end in a slash. */
  private Map<String, Path> files() throws IOException {
    var files = new TreeMap<String, Path>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new Failure("There is no file or folder " + path + ".");
      }
      try (Stream<Path> below = Files.walk(path)) {
        for (Path one : below.toList()) {
          if (Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS)) {
            files.put(naming.of(name(one)), one);
          } else if (Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS) && isEmpty(one)) {
            files.put(naming.of(name(one) + "/"), one);
          }
        }
      }
    }
    files.remove("");
    files.remove("/");
    return files;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> in = Files.list(folder)) {
      return in.findAny().isEmpty();
    }
  }

  /** How the names of what lies in a folder begin, or of a file. */
  private static String beginning(Path path) {
    String name = name(path);
    return name.isEmpty() || !Files.isDirectory(path) ? name : name + "/";
  }

  /** A path as typed, with slashes, and without what leads to its beginning. */
  private static String name(Path path) {
    String typed = path.normalize().toString().replace('\\', '/');
    while (typed.startsWith("/") || typed.startsWith("../")) {
      typed = typed.substring(typed.indexOf('/') + 1);
    }
    return typed.equals("..") ? "" : typed;
  }
}
