package gatehouse.doors.cli.volume;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse volume}. */
@Command(
    name = "volume",
    description = "Sources of data kept under an id, for --volume ID:/path of workloads.",
    subcommands = {
      VolumeListCommand.class,
      VolumeCreateCommand.class,
      VolumeGetCommand.class,
      VolumeDeleteCommand.class
    },
    footer = {"  gatehouse volume list", "  gatehouse volume create train@LOCAL/images"})
public final class VolumeCommand extends Noun {}
