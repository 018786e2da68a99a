package gatehouse.doors.cli.policy;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse policy}. */
@Command(
    name = "policy",
    description = "S3 policies: they narrow what a user's role allows with object storage.",
    subcommands = {PolicyGetCommand.class, PolicySetCommand.class, PolicyTestCommand.class},
    footer = {
      "  gatehouse policy set user-abcdefghijkl policy.json",
      "  gatehouse policy test user-abcdefghijkl s3:GetObject data/a.csv"
    })
public final class PolicyCommand extends Noun {}
