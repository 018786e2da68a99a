package gatehouse.doors.cli.s3key;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse s3-key}. */
@Command(
    name = "s3-key",
    description = "S3 key pairs: what clients of object storage sign with.",
    subcommands = {
      S3KeyCreateCommand.class,
      S3KeyListCommand.class,
      S3KeyShowCommand.class,
      S3KeyDeleteCommand.class
    },
    footer = {
      "  gatehouse s3-key create user-abcdefghijkl",
      "  gatehouse s3-key list user-abcdefghijkl"
    })
public final class S3KeyCommand extends Noun {}
