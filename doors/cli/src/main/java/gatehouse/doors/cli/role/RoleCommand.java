package gatehouse.doors.cli.role;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse role}. */
@Command(
    name = "role",
    description = "Roles: what users may do.",
    subcommands = {
      RoleListCommand.class,
      RoleAddCommand.class,
      RoleRemoveCommand.class,
      RoleSetCommand.class
    },
    footer = {"  gatehouse role list", "  gatehouse role add user-abcdefghijkl ai_training_read"})
public final class RoleCommand extends Noun {}
