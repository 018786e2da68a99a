package gatehouse.engines.runtimes.local;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.workload.WorkloadRuntime.Gpu;
import gatehouse.core.workload.WorkloadRuntime.Inventory;
import gatehouse.core.workload.WorkloadRuntime.RuntimeImage;
import gatehouse.engines.runtimes.agent.Gpus;
import gatehouse.engines.runtimes.agent.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What this machine has, against what it says elsewhere. */
class MachineTest {

  @Test
  void theImageIsThisMachinesOwnRelease() throws IOException {
    RuntimeImage image = Machine.image(false);

    assertThat(image.id()).isEqualTo("host");
    assertThat(Files.readString(Path.of("/etc/os-release")))
        .contains(image.name(), image.version());
  }

  @Test
  void theInventoryIsWhatTheKernelCounts() throws IOException {
    Inventory inventory = Machine.inventory(0, Gpus.MACHINE);
    long kilobytes;
    try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
      String total = lines.filter(line -> line.startsWith("MemTotal:")).findFirst().orElseThrow();
      kilobytes = Long.parseLong(total.replaceAll("[^0-9]", ""));
    }

    assertThat(inventory.cpus()).isBetween(1, 4096);
    assertThat(inventory.memory()).isBetween(64L << 20, kilobytes << 10);
    assertThat(inventory.gpus()).extracting(Gpu::uuid).doesNotHaveDuplicates();
  }
}
