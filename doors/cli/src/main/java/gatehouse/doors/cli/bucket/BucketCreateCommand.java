package gatehouse.doors.cli.bucket;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.objects.Store;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatehouse bucket create}. */
@Command(
    name = "create",
    description = "Make a bucket.",
    footer = {"  gatehouse bucket create train", "  gatehouse bucket create LOCAL train"})
final class BucketCreateCommand extends Verb {
  @Parameters(
      arity = "1..2",
      paramLabel = "NAME",
      description = "The bucket, as name or name@store; or the store, then the name.")
  private List<String> words = new ArrayList<>();

  @Mixin private Access access = new Access();

  @Override
  protected int run(Session session) {
    Place place =
        words.size() == 1
            ? Place.of(words.getFirst())
            : new Place(words.getLast(), words.getFirst());
    try (Store store = access.open(session, place.store())) {
      store.createBucket(place.bucket());
    }
    session.terminal().line("Created " + place + ".");
    return 0;
  }
}
