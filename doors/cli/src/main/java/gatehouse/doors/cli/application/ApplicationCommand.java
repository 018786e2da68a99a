package gatehouse.doors.cli.application;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse application}. */
@Command(
    name = "application",
    description = "Keys for scripts and Terraform that sign their calls.",
    subcommands = {
      ApplicationCreateCommand.class,
      ApplicationListCommand.class,
      ApplicationDeleteCommand.class
    },
    footer = "  gatehouse application create terraform --rule 'GET /cloud/*'")
public final class ApplicationCommand extends Noun {}
