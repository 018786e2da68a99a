package gatehouse.doors.cli.user;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse user}. */
@Command(
    name = "user",
    description = "Users: people and programs that may use a project.",
    subcommands = {
      UserCreateCommand.class,
      UserListCommand.class,
      UserGetCommand.class,
      UserDeleteCommand.class,
      UserSuspendCommand.class,
      UserResumeCommand.class,
      UserEndCommand.class,
      UserPasswordCommand.class,
      UserSessionCommand.class
    },
    footer = {
      "  gatehouse user create \"Ada, vision team\" --role ai_training_operator",
      "  gatehouse user list"
    })
public final class UserCommand extends Noun {}
