package gatehouse.doors.cli.capabilities;

import gatehouse.doors.cli.command.Noun;
import java.util.List;

/** One list of what the installation offers. */
abstract class Catalogue extends Noun {
  /** Where the lists stand. */
  abstract List<String> paths();
}
