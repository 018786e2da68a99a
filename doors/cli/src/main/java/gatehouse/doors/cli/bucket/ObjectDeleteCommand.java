package gatehouse.doors.cli.bucket;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.objects.Store;
import gatehouse.doors.cli.objects.StoredObject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse bucket object delete}. */
@Command(
    name = "delete",
    description = "Delete objects.",
    footer = {
      "  gatehouse bucket object delete train old.csv",
      "  gatehouse bucket object delete train --prefix old/ --yes"
    })
final class ObjectDeleteCommand extends Verb {
  @Option(names = "--all", description = "All objects of the bucket.")
  private boolean all;

  @Option(names = "--dry-run", description = "Say what would be deleted, and delete nothing.")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Mixin private Choice choice = new Choice();
  @Mixin private Access access = new Access();

  @Override
  protected int run(Session session) {
    if (choice.isOpen() && !all) {
      throw misused("Name objects, or say --prefix or --all.");
    }
    try (Store store = access.open(session, choice.place().store())) {
      List<String> names = choice.of(store).stream().map(StoredObject::key).toList();
      if (dryRun) {
        names.forEach(name -> session.terminal().line("would delete " + name));
        return 0;
      }
      if (!confirmed(
          session, yes, "Delete " + names.size() + " objects of " + choice.place() + "?")) {
        return 1;
      }
      store.delete(choice.place().bucket(), names);
      session.terminal().line("Deleted " + names.size() + " objects of " + choice.place() + ".");
      return 0;
    }
  }
}
