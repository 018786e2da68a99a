package gatehouse.doors.cli.token;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse token}. */
@Command(
    name = "token",
    description = "Application tokens: a role, narrowed by labels, for a program.",
    subcommands = {
      TokenCreateCommand.class,
      TokenListCommand.class,
      TokenGetCommand.class,
      TokenRenewCommand.class,
      TokenDeleteCommand.class
    },
    footer = {"  gatehouse token create ci -r operator -l team=vision", "  gatehouse token list"})
public final class TokenCommand extends Noun {}
