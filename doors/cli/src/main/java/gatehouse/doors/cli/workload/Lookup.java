package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.command.Pages;
import gatehouse.doors.cli.remote.Failure;
import gatehouse.doors.cli.remote.Remote;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Finds the workload that is meant: by id, or by a name that only one has. */
public final class Lookup {
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Lookup() {}

  /** The id of what is meant; fails where nothing, or more than one, has the name. */
  public static String id(Remote remote, Kind kind, String idOrName) {
    if (ID.matcher(idOrName).matches()) {
      return idOrName;
    }
    List<JsonNode> matches =
        Pages.ofWorkloads(remote, kind.all()).values().stream()
            .filter(one -> one.path("spec").path("name").asString("").equals(idOrName))
            .toList();
    return switch (matches.size()) {
      case 0 ->
          throw new Failure(
              "There is no "
                  + kind.word()
                  + " named \""
                  + idOrName
                  + "\". See them with: gatehouse "
                  + kind.word()
                  + " list");
      case 1 -> matches.getFirst().path("id").asString("");
      default ->
          throw new Failure(
              matches.size()
                  + " "
                  + kind.word()
                  + "s are named \""
                  + idOrName
                  + "\": give the id.");
    };
  }
}
