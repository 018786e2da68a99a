package gatehouse.doors.cli.bucket;

import gatehouse.doors.cli.bucket.Moving.Task;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.objects.Download;
import gatehouse.doors.cli.objects.Store;
import gatehouse.doors.cli.objects.StoredObject;
import gatehouse.doors.cli.objects.Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse bucket object download}. */
@Command(
    name = "download",
    description = {
      "Download objects into files of the same names.",
      "What is here already is left; what broke off is gone on with."
    },
    footer = {
      "  gatehouse bucket object download train data/a.csv",
      "  gatehouse bucket object download train --prefix data/ --remove-prefix data/ -o here/"
    })
final class ObjectDownloadCommand extends Verb {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Where to put them; here when left out.")
  private Path folder = Path.of("");

  @Option(names = "--no-overwrite", description = "Leave files that are there as they are.")
  private boolean noOverwrite;

  @Option(
      names = "--untar",
      description = "Unpack archives (.tar, .tar.gz, .tgz) instead of keeping them as files.")
  private boolean untar;

  @Mixin private Clearing clearing = new Clearing();
  @Mixin private Choice choice = new Choice();
  @Mixin private Naming naming = new Naming();
  @Mixin private Moving moving = new Moving();
  @Mixin private Access access = new Access();

  @Override
  protected int run(Session session) throws IOException {
    boolean clears = clearing.isWanted();
    if (clears && (untar || !choice.isByPrefix())) {
      throw misused("--delete is for a prefix or a whole bucket, and not for --untar.");
    }
    try (Store store = access.open(session, choice.place().store())) {
      List<StoredObject> objects = choice.of(store);
      List<Task> tasks = new ArrayList<>();
      for (StoredObject object : objects) {
        tasks.add(
            new Task(
                "download", object.key(), object.size(), moved -> download(store, object, moved)));
      }
      int failed = moving.all(session, tasks);
      if (clears && failed == 0) {
        clearing.files(session, folder, surplus(objects), moving.dryRun());
      }
      return failed == 0 ? 0 : 1;
    }
  }

  /** The files below the same names of which there is no object; links are left alone. */
  private List<String> surplus(List<StoredObject> objects) throws IOException {
    Set<String> wanted = new HashSet<>();
    objects.forEach(object -> wanted.add(naming.of(object.key())));
    String scope = naming.of(choice.prefix());
    Path from = folder.resolve(scope.substring(0, scope.lastIndexOf('/') + 1));
    if (!Files.isDirectory(from)) {
      return List.of();
    }
    try (Stream<Path> below = Files.walk(from)) {
      return below
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> !clearing.isTrash(file))
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.startsWith(scope) && !wanted.contains(name))
          .sorted()
          .toList();
    }
  }

  private boolean download(Store store, StoredObject object, LongConsumer moved)
      throws IOException {
    String name = naming.of(object.key());
    if (name.endsWith("/")) {
      Files.createDirectories(Naming.fileIn(folder, name.substring(0, name.length() - 1)));
      return true;
    }
    if (untar && Archive.isOne(name)) {
      Path archive = Files.createTempFile("gatehouse-", ".tar");
      try {
        new Download(store, choice.place().bucket()).of(object, archive, moved);
        Archive.unpack(archive, name, folder, !noOverwrite);
        return true;
      } finally {
        Files.deleteIfExists(archive);
      }
    }
    Path file = Naming.fileIn(folder, name);
    if (Files.exists(file) && (noOverwrite || Upload.isSame(file, object))) {
      moved.accept(object.size());
      return false;
    }
    new Download(store, choice.place().bucket()).of(object, file, moved);
    return true;
  }
}
