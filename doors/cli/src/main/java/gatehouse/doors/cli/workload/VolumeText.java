package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.remote.Json;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.node.ObjectNode;

/** A volume as written on the command line: {@code source:path[:permission][:cache]}. */
public final class VolumeText {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<source>.+?):(?<path>/[^:]*)(?::(?<permission>(?i:ro|rw|rwd)))?(?::(?<cache>cache|no-cache))?");
  private static final Pattern STORE =
      Pattern.compile("(?<container>[^@/:]+)@(?<alias>[^@/:]+)(?:/(?<prefix>.*))?");

  private static final Pattern REPOSITORY =
      Pattern.compile("(?<path>[^@:]+[.]git)@(?<alias>[^@/:]+)");
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private VolumeText() {}

  /** The volume that is written so. */
  public static ObjectNode parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw wrong(text);
    }
    String source = shape.group("source");
    boolean kept = ID.matcher(source).matches();
    ObjectNode volume = kept ? Json.object().put("userVolumeId", source) : source(source, text);
    String permission = shape.group("permission");
    volume.put("mountPath", shape.group("path"));
    volume.put("permission", permission == null ? "RO" : permission.toUpperCase(Locale.ROOT));
    String cache = shape.group("cache");
    if (cache != null || !kept) {
      volume.put("cache", "cache".equals(cache));
    }
    return volume;
  }

  /** Where the data of a volume comes from, alone. */
  public static ObjectNode source(String text) {
    return source(text, text);
  }

  private static ObjectNode source(String source, String text) {
    ObjectNode volume = Json.object();
    Matcher store = STORE.matcher(source);
    Matcher repository = REPOSITORY.matcher(source);
    if (source.equals("standalone")) {
      volume.putObject("standalone");
    } else if (source.endsWith(".git") && source.contains("://")) {
      volume.putObject("publicGit").put("url", source);
    } else if (source.startsWith("https://") || source.startsWith("http://")) {
      volume.putObject("publicSwift").put("url", source);
    } else if (repository.matches()) {
      volume
          .putObject("dataStore")
          .put("alias", repository.group("alias"))
          .put("container", repository.group("path"));
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
            + "\" is not a volume: write container@alias/prefix:/path:rw, https://host/x.git:/path or ID:/path");
  }
}
