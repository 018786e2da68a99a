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
import java.util.TreeMap;
import java.util.stream.Stream;
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
      "  gatehouse bucket object upload train@LOCAL data/ --remove-prefix data/ --delete"
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
      names = "--delete",
      description = "Delete the objects under the same prefixes that are no files here.")
  private boolean delete;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask before --delete.")
  private boolean yes;

  @Mixin private Naming naming = new Naming();
  @Mixin private Moving moving = new Moving();
  @Mixin private Access access = new Access();

  @Override
  protected int run(Session session) throws IOException {
    Map<String, Path> files = files();
    try (Store store = access.open(session, place.store())) {
      Map<String, StoredObject> there = new HashMap<>();
      for (Path path : paths) {
        store.list(place.bucket(), naming.of(name(path)), one -> there.put(one.key(), one));
      }
      List<Task> tasks = new ArrayList<>();
      files.forEach((key, file) -> tasks.add(task(store, key, file, there)));
      int failed = moving.all(session, tasks);
      List<String> gone = there.keySet().stream().filter(key -> !files.containsKey(key)).toList();
      if (delete && failed == 0 && !gone.isEmpty()) {
        remove(session, store, gone);
      }
      return failed == 0 ? 0 : 1;
    }
  }

  private void remove(Session session, Store store, List<String> gone) {
    if (moving.dryRun()) {
      gone.forEach(key -> session.terminal().line("delete " + key));
    } else if (confirmed(session, yes, "Delete " + gone.size() + " objects of " + place + "?")) {
      store.delete(place.bucket(), gone);
      gone.forEach(key -> session.terminal().line("delete " + key));
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

  /** A path as typed, with slashes, and without what leads to its beginning. */
  private static String name(Path path) {
    String typed = path.normalize().toString().replace('\\', '/');
    while (typed.startsWith("/") || typed.startsWith("../")) {
      typed = typed.substring(typed.indexOf('/') + 1);
    }
    return typed.equals("..") ? "" : typed;
  }
}
