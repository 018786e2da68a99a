package gatehouse.doors.cli.datastore;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse datastore}. */
@Command(
    name = "datastore",
    description = "S3 stores and git hosts of your own, for volumes and bucket commands.",
    subcommands = {
      DataStoreListCommand.class,
      DataStoreAddCommand.class,
      DataStoreUpdateCommand.class,
      DataStoreDeleteCommand.class
    },
    footer = {
      "  gatehouse datastore list",
      "  gatehouse datastore add s3 LAB https://s3.lab.example eu AKIA… --secret-key-from-env KEY"
    })
public final class DataStoreCommand extends Noun {}
