package gatehouse.doors.cli.bucket;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse bucket object}. */
@Command(
    name = "object",
    description = "Objects: list, upload, download, copy, move, delete.",
    subcommands = {
      ObjectListCommand.class,
      ObjectUploadCommand.class,
      ObjectDownloadCommand.class,
      ObjectCopyCommand.class,
      ObjectMoveCommand.class,
      ObjectDeleteCommand.class
    },
    footer = {
      "  gatehouse bucket object upload train data/",
      "  gatehouse bucket object download train --prefix data/ -o here/"
    })
final class ObjectCommand extends Noun {}
