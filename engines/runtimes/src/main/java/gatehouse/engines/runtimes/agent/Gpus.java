package gatehouse.engines.runtimes.agent;

import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.WorkloadRuntime.Gpu;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The GPUs of this machine, by what nvidia-smi says. */
public final class Gpus {
  private static final Path PROGRAM = Path.of("/usr/bin/nvidia-smi");
  private static final Path DRIVER = Path.of("/proc/driver/nvidia/gpus");

  private Gpus() {}

  private record Found(String uuid, String model, long memory, Path node) {}

  public static List<Gpu> list() {
    return found().stream().map(gpu -> new Gpu(gpu.uuid, "NVIDIA", gpu.model, gpu.memory)).toList();
  }

  /**
   * The device nodes of some GPUs.
   *
   * @throws Refused where one is not in this machine
   */
  public static List<Path> nodes(List<String> uuids) {
    if (uuids.isEmpty()) {
      return List.of();
    }
    List<Found> found = found();
    var nodes = new ArrayList<Path>();
    for (String uuid : uuids) {
      nodes.add(
          found.stream()
              .filter(gpu -> gpu.uuid.equals(uuid))
              .findFirst()
              .orElseThrow(() -> new Refused(new NotFound("gpu", uuid)))
              .node);
    }
    return nodes;
  }

  private static List<Found> found() {
    if (!Files.isExecutable(PROGRAM)) {
      return List.of();
    }
    var found = new ArrayList<Found>();
    for (String line : ask().lines().toList()) {
      String[] field = line.split(",", -1);
      if (field.length == 5) {
        read(field).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Reads {@code index, uuid, name, memory in MiB, bus id}. */
  private static Optional<Found> read(String[] field) {
    try {
      int minor = minor(field[4].strip(), Integer.parseInt(field[0].strip()));
      long memory = Long.parseLong(field[3].strip()) << 20;
      return Optional.of(
          new Found(field[1].strip(), field[2].strip(), memory, Path.of("/dev/nvidia" + minor)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The node's number, which need not be the index: the driver tells it by bus. */
  private static int minor(String bus, int index) {
    String address = bus.toLowerCase(Locale.ROOT);
    try (Stream<Path> gpus = Files.list(DRIVER)) {
      for (Path gpu : gpus.toList()) {
        if (address.endsWith(gpu.getFileName().toString().toLowerCase(Locale.ROOT))) {
          for (String line : Files.readAllLines(gpu.resolve("information"))) {
            if (line.startsWith("Device Minor:")) {
              return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
          }
        }
      }
    } catch (IOException e) {
      return index;
    }
    return index;
  }

  private static String ask() {
    var asked =
        new ProcessBuilder(
            PROGRAM.toString(),
            "--query-gpu=index,uuid,name,memory.total,pci.bus_id",
            "--format=csv,noheader,nounits");
    asked.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = asked.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? said : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
