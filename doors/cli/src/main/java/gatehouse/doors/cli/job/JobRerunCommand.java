package gatehouse.doors.cli.job;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.workload.Kind;
import gatehouse.doors.cli.workload.Launch;
import gatehouse.doors.cli.workload.Lookup;
import gatehouse.doors.cli.workload.Wish;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code gatehouse job rerun}. */
@Command(
    name = "rerun",
    description = {
      "Run a job once more as a new job, with what is said here in place of what it had.",
      "",
      "Labels and variables are added to its own. To run it again under its own id: job start."
    },
    footer = {
      "  gatehouse job rerun ID",
      "  gatehouse job rerun ID -e EPOCHS=10 -c 4",
      "  gatehouse job rerun ID -- python3 train.py --resume"
    })
public final class JobRerunCommand extends Verb {
  @Parameters(index = "0", paramLabel = "ID", description = "Its id, or a name only it has.")
  private String id = "";

  @Parameters(
      index = "1..*",
      paramLabel = "COMMAND",
      description = "What to run instead, after --.")
  private List<String> command = new ArrayList<>();

  @Option(names = "--image", paramLabel = "IMAGE", description = "What it runs in instead.")
  private @Nullable String image;

  @Mixin private Wish wish = new Wish();
  @Mixin private Wish.TimeLimit limit = new Wish.TimeLimit();

  @Option(
      names = {"-w", "--wait"},
      description = "Return only when it runs.")
  private boolean wait;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    Remote remote = session.remote();
    JsonNode before = remote.get(Kind.JOB.one(Lookup.id(remote, Kind.JOB, id)));
    ObjectNode changes = wish.spec(session.world().environment());
    limit.addTo(changes);
    if (image != null) {
      changes.put("image", image);
    }
    if (!command.isEmpty()) {
      var words = changes.putArray("command");
      command.forEach(words::add);
    }
    return new Launch(session, Kind.JOB, output).of(Rerun.of(before.path("spec"), changes), wait);
  }
}
