package gatehouse.doors.cli.project;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse project}. */
@Command(
    name = "project",
    description = "Projects: each owns its users, tokens and workloads.",
    subcommands = {ProjectCreateCommand.class, ProjectListCommand.class},
    footer = {"  gatehouse project create \"Vision team\"", "  gatehouse project list"})
public final class ProjectCommand extends Noun {}
