package gatehouse.engines.runtimes.agent;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.RunResources;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A run's specification on disk, so that a later server knows what runs. */
final class SpecFile {
  private static final String ENVIRONMENT = "environment.";

  private SpecFile() {}

  static void write(Path file, RunSpec spec) throws IOException {
    var properties = new Properties();
    properties.setProperty("workload", spec.id().workload().toString());
    properties.setProperty("number", Integer.toString(spec.id().number()));
    properties.setProperty("replica", Integer.toString(spec.id().replica()));
    properties.setProperty("project", spec.project().value());
    properties.setProperty("kind", spec.kind().name());
    properties.setProperty("image", spec.image());
    putList(properties, "command.", spec.command());
    spec.environment().forEach((name, value) -> properties.setProperty(ENVIRONMENT + name, value));
    if (spec.editor() != null) {
      properties.setProperty("editor", spec.editor());
    }
    properties.setProperty("httpPort", Integer.toString(spec.httpPort()));
    properties.setProperty("cpus", Integer.toString(spec.resources().cpus()));
    properties.setProperty("memory", Long.toString(spec.resources().memory()));
    putList(properties, "gpu.", spec.resources().gpus());
    properties.setProperty("workspace", Long.toString(spec.resources().workspace()));
    var bytes = new ByteArrayOutputStream();
    properties.store(bytes, null);
    Folders.write(file, bytes.toByteArray());
  }

  static RunSpec read(Path file) throws IOException {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return new RunSpec(
        new RunId(
            WorkloadId.of(need(properties, "workload")),
            Integer.parseInt(need(properties, "number")),
            Integer.parseInt(need(properties, "replica"))),
        new ProjectId(need(properties, "project")),
        WorkloadKind.valueOf(need(properties, "kind")),
        need(properties, "image"),
        list(properties, "command."),
        environment(properties),
        properties.getProperty("editor"),
        Integer.parseInt(need(properties, "httpPort")),
        new RunResources(
            Integer.parseInt(need(properties, "cpus")),
            Long.parseLong(need(properties, "memory")),
            list(properties, "gpu."),
            Long.parseLong(properties.getProperty("workspace", "0"))));
  }

  private static void putList(Properties properties, String prefix, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      properties.setProperty(prefix + i, values.get(i));
    }
  }

  private static List<String> list(Properties properties, String prefix) {
    var values = new ArrayList<String>();
    for (String value = properties.getProperty(prefix + 0);
        value != null;
        value = properties.getProperty(prefix + values.size())) {
      values.add(value);
    }
    return values;
  }

  private static Map<String, String> environment(Properties properties) {
    var environment = new LinkedHashMap<String, String>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(ENVIRONMENT)) {
        environment.put(name.substring(ENVIRONMENT.length()), properties.getProperty(name));
      }
    }
    return environment;
  }

  private static String need(Properties properties, String name) throws IOException {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IOException("the run's specification lacks " + name);
    }
    return value;
  }
}
