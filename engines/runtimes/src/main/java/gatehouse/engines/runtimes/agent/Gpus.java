package gatehouse.engines.runtimes.agent;

import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.GpuUse;
import gatehouse.core.workload.WorkloadRuntime.Gpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  private static final List<String> FOR_ALL =
      List.of("nvidiactl", "nvidia-uvm", "nvidia-uvm-tools");

  private final NvidiaSmi there;
  private final NvidiaSmi doing;
  private final Path driver;
  private final Path devices;

  /**
   * @param program nvidia-smi, or what answers like it; where it is not there, there are no GPUs
   * @param driver what the driver says of each, in a folder named by its bus address
   * @param devices where the device nodes are
   */
  public Gpus(Path program, Path driver, Path devices) {
    this.there = new NvidiaSmi(program, "index,uuid,name,memory.total,pci.bus_id", 10);
    this.doing = new NvidiaSmi(program, "uuid,utilization.gpu,memory.used", 4);
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

  /** What some of them do now; nothing for none, and where that cannot be said. */
  public GpuUse use(List<String> uuids) {
    var sum = GpuUse.NONE;
    if (!uuids.isEmpty()) {
      for (List<String> field : doing.answer()) {
        if (uuids.contains(field.getFirst())) {
          sum = sum.and(doing(field));
        }
      }
    }
    return sum;
  }

  /** Reads {@code uuid, utilization in percent, memory in MiB}. */
  private static GpuUse doing(List<String> field) {
    try {
      return new GpuUse(Double.parseDouble(field.get(1)) / 100, Long.parseLong(field.get(2)) << 20);
    } catch (NumberFormatException e) {
      // Some do not tell: [N/A].
      return GpuUse.NONE;
    }
  }

  private List<Found> found() {
    return there.answer().stream().flatMap(field -> read(field).stream()).toList();
  }

  /** Reads {@code index, uuid, name, memory in MiB, bus id}. */
  private Optional<Found> read(List<String> field) {
    try {
      int minor = minor(field.get(4), Integer.parseInt(field.get(0)));
      long memory = Long.parseLong(field.get(3)) << 20;
      return Optional.of(new Found(field.get(1), field.get(2), memory, minor));
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
}
