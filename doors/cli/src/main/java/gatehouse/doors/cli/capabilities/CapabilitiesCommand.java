package gatehouse.doors.cli.capabilities;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse capabilities}. */
@Command(
    name = "capabilities",
    description = "What this installation offers.",
    subcommands = {
      FlavorCommand.class,
      FrameworkCommand.class,
      EditorCommand.class,
      ImageCommand.class
    },
    footer = {"  gatehouse capabilities flavor list", "  gatehouse capabilities framework get ID"})
public final class CapabilitiesCommand extends Noun {}
