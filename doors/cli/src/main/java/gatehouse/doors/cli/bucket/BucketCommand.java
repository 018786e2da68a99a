package gatehouse.doors.cli.bucket;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse bucket}. */
@Command(
    name = "bucket",
    description = "Buckets, and the objects in them.",
    subcommands = {
      BucketListCommand.class,
      BucketCreateCommand.class,
      BucketDeleteCommand.class,
      ObjectCommand.class
    },
    footer = {
      "  gatehouse bucket create train",
      "  gatehouse bucket object upload train data/",
      "  gatehouse bucket object list train@LOCAL"
    })
public final class BucketCommand extends Noun {}
