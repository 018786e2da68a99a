package gatehouse.doors.cli.account;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse account}. */
@Command(
    name = "account",
    description = "Accounts: who owns the installation and all its projects.",
    subcommands = {
      AccountCreateCommand.class,
      AccountListCommand.class,
      AccountDeleteCommand.class,
      AccountPasswordCommand.class,
      AccountSuspendCommand.class,
      AccountResumeCommand.class
    },
    footer = {"  gatehouse account create ada", "  gatehouse account list"})
public final class AccountCommand extends Noun {}
