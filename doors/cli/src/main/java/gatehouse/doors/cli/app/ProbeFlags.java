package gatehouse.doors.cli.app;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The options that say when a replica of an app is ready. */
final class ProbeFlags {
  @Option(
      names = "--probe-path",
      paramLabel = "PATH",
      description = "Where it answers 200 when it is ready.")
  private @Nullable String path;

  @Option(names = "--probe-port", paramLabel = "PORT", description = "On which port it does.")
  private @Nullable Integer port;

  /** Adds it to a wish. */
  void addTo(ObjectNode spec) {
    if (path != null || port != null) {
      ObjectNode probe = spec.putObject("probe");
      probe.put("path", path == null ? "/" : path);
      if (port != null) {
        probe.put("port", port);
      }
    }
  }
}
