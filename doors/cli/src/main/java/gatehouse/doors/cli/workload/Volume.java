package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.remote.Json;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.node.ObjectNode;

/** A volume as written on the command line: {@code source:path[:permission][:cache]}. */
final class Volume {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<source>.+?):(?<path>/[^:]*)(?::(?<permission>(?i:ro|rw|rwd)))?(?::(?<cache>cache|no-cache))?");
  private static final Pattern STORE =
      Pattern.compile("(?<container>[^@/:]+)@(?<alias>[^@/:]+)(?:/(?<prefix>.*))?");

  private Volume() {}

  static ObjectNode parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw wrong(text);
    }
    ObjectNode volume = source(shape.group("source"), text);
    String permission = shape.group("permission");
    volume.put("mountPath", shape.group("path"));
    volume.put("permission", permission == null ? "RO" : permission.toUpperCase(Locale.ROOT));
    volume.put("cache", "cache".equals(shape.group("cache")));
    return volume;
  }

  private static ObjectNode source(String source, String text) {
    ObjectNode volume = Json.object();
    Matcher store = STORE.matcher(source);
    if (source.equals("standalone")) {
      volume.putObject("standalone");
    } else if (source.endsWith(".git")) {
      volume.putObject("publicGit").put("url", source);
    } else if (store.matches()) {
      ObjectNode data = volume.putObject("dataStore");
      data.put("alias", store.group("alias")).put("container", store.group("container"));
      String prefix = store.group("prefix");
      if (prefix != null && !prefix.isEmpty()) {
        data.put("prefix", prefix);
      }
    } else {
      throw wrong(text);
    }
    return volume;
  }

  private static TypeConversionException wrong(String text) {
    return new TypeConversionException(
        "\""
            + text
            + "\" is not a volume: write container@alias/prefix:/path:rw or https://host/x.git:/path");
  }
}
