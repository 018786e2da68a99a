package gatehouse.doors.cli.registry;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse registry}. */
@Command(
    name = "registry",
    description = "Accounts at private registries, whose images jobs and apps may then run.",
    subcommands = {
      RegistryListCommand.class,
      RegistryAddCommand.class,
      RegistryGetCommand.class,
      RegistryUpdateCommand.class,
      RegistryDeleteCommand.class
    },
    footer = {
      "  gatehouse registry list",
      "  gatehouse registry add ghcr.io/team --username ann --password-from-env TOKEN"
    })
public final class RegistryCommand extends Noun {}
