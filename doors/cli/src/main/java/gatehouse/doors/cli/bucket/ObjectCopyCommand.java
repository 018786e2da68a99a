package gatehouse.doors.cli.bucket;

import picocli.CommandLine.Command;

/** {@code gatehouse bucket object copy}. */
@Command(
    name = "copy",
    description = "Copy objects within a store.",
    footer = {
      "  gatehouse bucket object copy train a.csv b.csv",
      "  gatehouse bucket object copy train raw/ old/ --prefix -c archive --yes"
    })
final class ObjectCopyCommand extends CopyObjects {
  ObjectCopyCommand() {
    super(false);
  }
}
