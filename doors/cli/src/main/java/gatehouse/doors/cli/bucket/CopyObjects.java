package gatehouse.doors.cli.bucket;

import gatehouse.doors.cli.bucket.Moving.Task;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.objects.Store;
import gatehouse.doors.cli.objects.StoredObject;
import gatehouse.doors.cli.remote.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies objects within a store, and takes the originals away where they are to be moved. */
abstract class CopyObjects extends Verb {
  @Parameters(
      index = "0",
      paramLabel = "BUCKET",
      converter = Place.Reader.class,
      description = "The bucket, as name or name@store.")
  private Place place = new Place("", Place.LOCAL);

  @Parameters(index = "1", paramLabel = "SOURCE", description = "The object's name.")
  private String source = "";

  @Parameters(index = "2", paramLabel = "DESTINATION", description = "Its new name.")
  private String destination = "";

  @Option(
      names = {"-c", "--container"},
      paramLabel = "BUCKET",
      description = "Another bucket of the same store to copy into.")
  private @Nullable String container;

  @Option(
      names = {"-p", "--prefix"},
      description = "Source and destination are beginnings of names: all that begin so.")
  private boolean prefixes;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Mixin private Moving moving = new Moving();
  @Mixin private Access access = new Access();

  private final boolean move;

  CopyObjects(boolean move) {
    this.move = move;
  }

  @Override
  protected int run(Session session) {
    String to = container == null ? place.bucket() : container;
    if (to.equals(place.bucket()) && source.equals(destination)) {
      throw misused("Source and destination are the same.");
    }
    try (Store store = access.open(session, place.store())) {
      List<Task> tasks = new ArrayList<>();
      for (StoredObject object : chosen(store)) {
        String name = destination + (prefixes ? object.key().substring(source.length()) : "");
        tasks.add(
            new Task(
                move ? "move" : "copy",
                object.key() + " -> " + name,
                object.size(),
                moved -> {
                  store.copy(place.bucket(), object.key(), to, name);
                  if (move) {
                    store.delete(place.bucket(), List.of(object.key()));
                  }
                  moved.accept(object.size());
                  return true;
                }));
      }
      String what = (move ? "Move " : "Copy ") + tasks.size() + " objects?";
      if (!moving.dryRun() && !confirmed(session, yes || tasks.size() < 2, what)) {
        return 1;
      }
      return moving.all(session, tasks) == 0 ? 0 : 1;
    }
  }

  private List<StoredObject> chosen(Store store) {
    if (!prefixes) {
      return List.of(
          store
              .find(place.bucket(), source)
              .orElseThrow(
                  () -> new Failure("There is no object " + source + " in " + place + ".")));
    }
    var all = new ArrayList<StoredObject>();
    store.list(place.bucket(), source, all::add);
    return all;
  }
}
