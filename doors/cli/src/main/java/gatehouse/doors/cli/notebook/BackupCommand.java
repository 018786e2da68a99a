package gatehouse.doors.cli.notebook;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse notebook backup}. */
@Command(
    name = "backup",
    description = {
      "The saved workspaces of a notebook.",
      "",
      "/workspace is saved each time a notebook stops, unless nothing changed. Backups go with their"
          + " notebook: fork what is to stay."
    },
    subcommands = {
      BackupListCommand.class,
      BackupGetCommand.class,
      BackupForkCommand.class,
      BackupDeleteCommand.class,
      BackupKeepCommand.class
    },
    footer = {
      "  gatehouse notebook backup list ID",
      "  gatehouse notebook backup fork ID BACKUP --name again"
    })
final class BackupCommand extends Noun {}
