package gatehouse.doors.cli.bucket;

import gatehouse.doors.cli.objects.Store;
import gatehouse.doors.cli.objects.StoredObject;
import gatehouse.doors.cli.remote.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which objects of a bucket are meant: those named, or all that begin so. */
final class Choice {
  @Parameters(
      index = "0",
      paramLabel = "BUCKET",
      converter = Place.Reader.class,
      description = "The bucket, as name or name@store.")
  private Place place = new Place("", Place.LOCAL);

  @Parameters(
      index = "1..*",
      paramLabel = "OBJECT",
      description = "The objects; all of --prefix when none is named.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = {"-p", "--prefix"},
      paramLabel = "PREFIX",
      description = "All whose name begins so.")
  private @Nullable String prefix;

  /** The bucket. */
  Place place() {
    return place;
  }

  /** Whether nothing says which. */
  boolean isOpen() {
    return names.isEmpty() && prefix == null;
  }

  /** Whether all that begin so are meant, or the whole bucket. */
  boolean isByPrefix() {
    return names.isEmpty();
  }

  /** How what is meant begins. */
  String prefix() {
    return prefix == null ? "" : prefix;
  }

  List<StoredObject> of(Store store) {
    String bucket = place.bucket();
    var chosen = new ArrayList<StoredObject>();
    if (names.isEmpty()) {
      store.list(bucket, prefix == null ? "" : prefix, chosen::add);
    }
    for (String name : names) {
      chosen.add(
          store
              .find(bucket, name)
              .orElseThrow(
                  () -> new Failure("There is no object " + name + " in " + bucket + ".")));
    }
    return chosen;
  }
}
