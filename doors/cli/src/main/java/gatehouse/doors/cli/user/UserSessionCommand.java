package gatehouse.doors.cli.user;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse user session}. */
@Command(
    name = "session",
    description = "Where a user is signed in.",
    subcommands = {UserSessionListCommand.class, UserSessionEndCommand.class},
    footer = "  gatehouse user session list user-abcdefghijkl")
public final class UserSessionCommand extends Noun {}
