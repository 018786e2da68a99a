package gatehouse.doors.cli.egress;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse egress}. */
@Command(
    name = "egress",
    description = {
      "Where the workloads of a project may connect to: nowhere, unless allowed here.",
      "",
      "A HOST is pypi.org, *.example.com, * (any public host), 10.1.0.0/16 or [fd00::]/8,",
      "with :PORT or :* (any port) behind where the port is not 443."
    },
    subcommands = {EgressListCommand.class, EgressAllowCommand.class, EgressDenyCommand.class},
    footer = {
      "  gatehouse egress allow pypi.org files.pythonhosted.org",
      "  gatehouse egress list",
      "  gatehouse egress deny --all"
    })
public final class EgressCommand extends Noun {}
