package gatehouse.doors.cli.bucket;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.objects.Store;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.terminal.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;

/** {@code gatehouse bucket list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the buckets of a store.",
    footer = {"  gatehouse bucket list", "  gatehouse bucket list LOCAL -p train -o json"})
final class BucketListCommand extends Verb {
  @Parameters(arity = "0..1", paramLabel = "STORE", description = "The store; LOCAL when left out.")
  private String store = Place.LOCAL;

  @Option(
      names = {"-p", "--prefix"},
      paramLabel = "PREFIX",
      description = "Only those whose name begins so.")
  private String prefix = "";

  @Mixin private Access access = new Access();
  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    var found = new TreeMap<String, Instant>();
    try (Store open = access.open(session, store)) {
      open.buckets()
          .forEach(
              (name, at) -> {
                if (name.startsWith(prefix)) {
                  found.put(name, at);
                }
              });
    }
    output.print(session.terminal(), json(found), () -> print(session, found));
    return 0;
  }

  private static ArrayNode json(Map<String, Instant> buckets) {
    ArrayNode all = Json.array();
    buckets.forEach((name, at) -> all.addObject().put("name", name).put("date", at.toString()));
    return all;
  }

  private static void print(Session session, Map<String, Instant> buckets) {
    var table = new Table("date", "name");
    buckets.forEach(
        (name, at) -> table.row(List.of(session.dates().readable(at.toString()), name)));
    table.print(session.terminal());
  }
}
