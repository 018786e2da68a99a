package gatehouse.doors.cli.bucket;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.objects.Store;
import gatehouse.doors.cli.objects.StoredObject;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;

/** {@code gatehouse bucket object list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the objects of a bucket.",
    footer = {
      "  gatehouse bucket object list train",
      "  gatehouse bucket object list train@LOCAL -p data/ -o json"
    })
final class ObjectListCommand extends Verb {
  @Parameters(
      paramLabel = "BUCKET",
      converter = Place.Reader.class,
      description = "The bucket, as name or name@store.")
  private Place place = new Place("", Place.LOCAL);

  @Option(
      names = {"-p", "--prefix"},
      paramLabel = "PREFIX",
      description = "Only those whose name begins so.")
  private String prefix = "";

  @Mixin private Access access = new Access();
  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    var found = new ArrayList<StoredObject>();
    try (Store store = access.open(session, place.store())) {
      store.list(place.bucket(), prefix, found::add);
    }
    output.print(session.terminal(), json(found), () -> print(session, found));
    return 0;
  }

  private static ArrayNode json(List<StoredObject> objects) {
    ArrayNode all = Json.array();
    for (StoredObject object : objects) {
      all.addObject()
          .put("name", object.key())
          .put("bytes", object.size())
          .put("etag", object.etag())
          .put("date", object.modified().toString());
    }
    return all;
  }

  private static void print(Session session, List<StoredObject> objects) {
    var table = new Table("date", "bytes", "name", "etag");
    for (StoredObject object : objects) {
      table.row(
          List.of(
              session.dates().readable(object.modified().toString()),
              Long.toString(object.size()),
              object.key(),
              object.etag()));
    }
    table.print(session.terminal());
  }
}
