package gatehouse.doors.cli.node;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse node}. */
@Command(
    name = "node",
    description = "Nodes: the servers of the installation, for who owns it.",
    subcommands = {NodeListCommand.class, NodeDeleteCommand.class},
    footer = {"  gatehouse node list", "  gatehouse node delete gpu2-3fa2c1"})
public final class NodeCommand extends Noun {}
