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

/**
 * The GPUs of a machine, by what nvidia-smi says; asked again when its last answer is some seconds
 * old. Safe for use by many threads.
 */
public final class Gpus {
  /** This machine's. */
  public static final Gpus MACHINE =
      new Gpus(
          Path.of("/usr/bin/nvidia-smi"), Path.of("/proc/driver/nvidia/gpus"), Path.of("/dev"));

  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final List<String> FOR_ALL =
      List.of("nvidiactl", "nvidia-uvm", "nvidia-uvm-tools");

  private final Path program;
  private final Path driver;
  private final Path devices;
  private List<Found> last = List.of();
  private long askedAt;
  private boolean asked;

  /**
   * @param program nvidia-smi, or what answers like it; where it is not there, there are no GPUs
   * @param driver what the driver says of each, in a folder named by its bus address
   * @param devices where the device nodes are
   */
  public Gpus(Path program, Path driver, Path devices) {
    this.program = program;
    this.driver = driver;
    this.devices = devices;
  }

  /**
   * A device node.
   *
   * @param node where it is on this machine
   * @param inside where programs look for it
   */
  public record Device(Path node, String inside) {}

  private record Found(String uuid, String model, long memory, int minor) {}

  /** All there are. */
  public List<Gpu> list() {
    return found().stream().map(gpu -> new Gpu(gpu.uuid, "NVIDIA", gpu.model, gpu.memory)).toList();
  }

  /**
   * The device nodes of some GPUs, and those that the driver needs besides: nothing for none.
   *
   * @throws Refused where one is not in this machine
   */
  public List<Device> nodes(List<String> uuids) {
    if (uuids.isEmpty()) {
      return List.of();
    }
    List<Found> found = found();
    var nodes = new ArrayList<Device>();
    for (String uuid : uuids) {
      nodes.add(
          found.stream()
              .filter(gpu -> gpu.uuid.equals(uuid))
              .findFirst()
              .map(gpu -> device("nvidia" + gpu.minor))
              .orElseThrow(() -> new Refused(new NotFound("gpu", uuid))));
    }
    FOR_ALL.stream()
        .map(this::device)
        .filter(device -> Files.exists(device.node))
        .forEach(nodes::add);
    return nodes;
  }

  private Device device(String name) {
    return new Device(devices.resolve(name), "/dev/" + name);
  }

  private synchronized List<Found> found() {
    if (!Files.isExecutable(program)) {
      return List.of();
    }
    if (asked && System.nanoTime() - askedAt < FRESH_NANOS) {
      return last;
    }
    var found = new ArrayList<Found>();
    for (String line : ask().lines().toList()) {
      String[] field = line.split(",", -1);
      if (field.length == 5) {
        read(field).ifPresent(found::add);
      }
    }
    last = List.copyOf(found);
    asked = true;
    askedAt = System.nanoTime();
    return last;
  }

  /** Reads {@code index, uuid, name, memory in MiB, bus id}. */
  private Optional<Found> read(String[] field) {
    try {
      int minor = minor(field[4].strip(), Integer.parseInt(field[0].strip()));
      long memory = Long.parseLong(field[3].strip()) << 20;
      return Optional.of(new Found(field[1].strip(), field[2].strip(), memory, minor));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The node's number, which need not be the index: the driver tells it by bus. */
  private int minor(String bus, int index) {
    String address = bus.toLowerCase(Locale.ROOT);
    try (Stream<Path> gpus = Files.list(driver)) {
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

  private String ask() {
    var asking =
        new ProcessBuilder(
            program.toString(),
            "--query-gpu=index,uuid,name,memory.total,pci.bus_id",
            "--format=csv,noheader,nounits");
    asking.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = asking.start();
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
