package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.remote.Remote;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code … label}. */
@Command(
    name = "label",
    description = "Set or remove labels.",
    footer = {
      "  ${COMMAND-FULL-NAME} ID team=vision stage=test",
      "  ${COMMAND-FULL-NAME} ID --remove stage"
    })
public final class LabelWorkload extends WorkloadVerb {
  @Parameters(index = "0", paramLabel = "ID", description = "Its id, or a name only it has.")
  private String id = "";

  @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = "Labels to set.")
  private List<String> labels = new ArrayList<>();

  @Option(names = "--remove", paramLabel = "NAME", description = "A label to remove.")
  private List<String> removed = new ArrayList<>();

  @Override
  protected int run(Session session) {
    if (labels.isEmpty() && removed.isEmpty()) {
      throw misused("Name a label to set, as team=vision, or one to remove with --remove.");
    }
    List<String[]> pairs = labels.stream().map(this::pair).toList();
    Remote remote = session.remote();
    String found = Lookup.id(remote, kind(), id);
    for (String[] pair : pairs) {
      remote.put(
          kind().under(found, "label"), Json.object().put("name", pair[0]).put("value", pair[1]));
    }
    for (String name : removed) {
      remote.put(kind().under(found, "label"), Json.object().put("name", name));
    }
    session.terminal().line("Changed the labels of " + kind().word() + " " + found + ".");
    return 0;
  }

  private String[] pair(String label) {
    int equals = label.indexOf('=');
    if (equals < 1) {
      throw misused("A label is written name=value, not \"" + label + "\".");
    }
    return new String[] {label.substring(0, equals), label.substring(equals + 1)};
  }
}
