package gatehouse.doors.cli.bucket;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.objects.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse bucket delete}. */
@Command(
    name = "delete",
    description = "Delete buckets in which nothing is.",
    footer = {
      "  gatehouse bucket delete train",
      "  gatehouse bucket delete train old@LOCAL --yes",
      "  gatehouse bucket delete LOCAL train"
    })
final class BucketDeleteCommand extends Verb {
  @Parameters(
      arity = "1..*",
      paramLabel = "BUCKET",
      description = "The buckets, as name or name@store; or the store, then the names.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Mixin private Access access = new Access();

  @Override
  protected int run(Session session) {
    for (Place place : places()) {
      if (!confirmed(session, yes, "Delete the bucket " + place + "?")) {
        return 1;
      }
      try (Store store = access.open(session, place.store())) {
        store.deleteBucket(place.bucket());
      }
      session.terminal().line("Deleted " + place + ".");
    }
    return 0;
  }

  /** No bucket has capitals in its name: what has, and stands first, is a store. */
  private List<Place> places() {
    String first = words.getFirst();
    boolean store =
        words.size() > 1 && first.indexOf('@') < 0 && !first.equals(first.toLowerCase(Locale.ROOT));
    return store
        ? words.stream().skip(1).map(name -> new Place(name, first)).toList()
        : words.stream().map(Place::of).toList();
  }
}
