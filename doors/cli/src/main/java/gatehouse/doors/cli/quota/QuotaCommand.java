package gatehouse.doors.cli.quota;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse quota}. */
@Command(
    name = "quota",
    description = {
      "How much a project and its users may use at a time.",
      "",
      "What asks for more than that is refused; what would be too much together waits."
    },
    subcommands = {QuotaShowCommand.class, QuotaSetCommand.class},
    footer = {"  gatehouse quota show", "  gatehouse quota set --each --cpu 4 --running 10"})
public final class QuotaCommand extends Noun {}
