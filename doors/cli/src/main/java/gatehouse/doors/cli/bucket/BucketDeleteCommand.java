package gatehouse.doors.cli.bucket;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.objects.Store;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse bucket delete}. */
@Command(
    name = "delete",
    description = "Delete buckets in which nothing is.",
    footer = {"  gatehouse bucket delete train", "  gatehouse bucket delete train old@LOCAL --yes"})
final class BucketDeleteCommand extends Verb {
  @Parameters(
      arity = "1..*",
      paramLabel = "BUCKET",
      description = "The buckets, as name or name@store.",
      converter = Place.Reader.class)
  private List<Place> places = new ArrayList<>();

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Mixin private Access access = new Access();

  @Override
  protected int run(Session session) {
    for (Place place : places) {
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
}
