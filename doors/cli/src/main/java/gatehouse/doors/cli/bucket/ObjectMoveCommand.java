package gatehouse.doors.cli.bucket;

import picocli.CommandLine.Command;

/** {@code gatehouse bucket object move}. */
@Command(
    name = "move",
    description = "Move objects within a store.",
    footer = {
      "  gatehouse bucket object move train a.csv b.csv",
      "  gatehouse bucket object move train raw/ old/ --prefix -c archive --yes"
    })
final class ObjectMoveCommand extends CopyObjects {
  ObjectMoveCommand() {
    super(true);
  }
}
