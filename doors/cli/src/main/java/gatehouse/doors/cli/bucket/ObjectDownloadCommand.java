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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
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

  @Mixin private Choice choice = new Choice();
  @Mixin private Naming naming = new Naming();
  @Mixin private Moving moving = new Moving();
  @Mixin private Access access = new Access();

  @Override
  protected int run(Session session) {
    try (Store store = access.open(session, choice.place().store())) {
      List<Task> tasks = new ArrayList<>();
      for (StoredObject object : choice.of(store)) {
        tasks.add(
            new Task(
                "download", object.key(), object.size(), moved -> download(store, object, moved)));
      }
      return moving.all(session, tasks) == 0 ? 0 : 1;
    }
  }

  private boolean download(Store store, StoredObject object, LongConsumer moved)
      throws IOException {
    String name = naming.of(object.key());
    if (name.endsWith("/")) {
      Files.createDirectories(Naming.fileIn(folder, name.substring(0, name.length() - 1)));
      return true;
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
