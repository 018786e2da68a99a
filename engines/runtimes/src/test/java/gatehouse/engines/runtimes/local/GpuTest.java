package gatehouse.engines.runtimes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.GpuUse;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.RunResources;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.WorkloadRuntime.Gpu;
import gatehouse.engines.runtimes.agent.Folders;
import gatehouse.engines.runtimes.agent.Gpus;
import gatehouse.engines.runtimes.agent.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Runs with GPUs, on a machine that has none: a program that answers like nvidia-smi, and nodes.
 */
class GpuTest extends LocalTrials {
  private Path machine;

  @Override
  OpenedRuntime open() {
    try {
      assumeThat(Machine.user()).as("not tested: only root makes device nodes").isZero();
      machine = Files.createTempDirectory("gh-gpus");
      Files.setPosixFilePermissions(machine, PosixFilePermissions.fromString("rwxr-xr-x"));
      Path program = machine.resolve("nvidia-smi");
      Files.writeString(
          program,
          """
          #!/bin/sh
          case $1 in *utilization*)
            printf 'GPU-aaaa, 90, 1000\\nGPU-bbbb, 25, 2048\\n'
            exit;;
          esac
          echo "0, GPU-aaaa, NVIDIA H100 PCIe, 81559, 00000000:3B:00.0"
          echo "1, GPU-bbbb, NVIDIA H100 PCIe, 81559, 00000000:AF:00.0"
          """);
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
      // The nodes are numbered otherwise than the program counts.
      driver("0000:3b:00.0", 7);
      driver("0000:af:00.0", 3);
      for (String node : List.of("nvidia7", "nvidia3", "nvidiactl", "nvidia-uvm")) {
        var made =
            new ProcessBuilder(
                "mknod", "-m", "666", machine.resolve(node).toString(), "c", "1", "3");
        assertThat(made.inheritIO().start().waitFor()).isZero();
      }
      var gpus = new Gpus(program, machine.resolve("driver"), machine);
      return new OpenedRuntime(LocalOptions.standard().withGpus(gpus));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void driver(String bus, int minor) throws IOException {
    Path folder = Files.createDirectories(machine.resolve("driver").resolve(bus));
    Files.writeString(
        folder.resolve("information"), "Model: \tH100\nDevice Minor: \t" + minor + "\n");
  }

  @AfterEach
  void clear() throws IOException {
    if (machine != null) {
      Folders.delete(machine);
    }
  }

  @Test
  void theGpusOfTheMachineAreNamed() {
    assertThat(runtime().inventory().gpus())
        .containsExactly(
            new Gpu("GPU-aaaa", "NVIDIA", "NVIDIA H100 PCIe", 81559L << 20),
            new Gpu("GPU-bbbb", "NVIDIA", "NVIDIA H100 PCIe", 81559L << 20));
  }

  @Test
  void aRunSeesTheGpuThatIsLeasedToItAndNoOther() {
    String seen =
        outputOf(
            with(
                List.of("GPU-bbbb"),
                "ls /dev; echo on $CUDA_VISIBLE_DEVICES; echo x > /dev/nvidia3"));

    assertThat(seen.lines())
        .contains("nvidia3", "nvidiactl", "nvidia-uvm", "on GPU-bbbb")
        .doesNotContain("nvidia7");
    assertThat(seen).doesNotContain("denied", "cannot create");
  }

  @Test
  void whatItsGpuDoesIsMeasured() {
    RunId run = start(with(List.of("GPU-bbbb"), "echo up; exec sleep 1000"));
    untilOutput(run, "up");

    assertThat(runtime().usage(run).orElseThrow().gpus()).isEqualTo(new GpuUse(0.25, 2048 * MIB));
  }

  @Test
  void aRunWithoutAGpuSeesNothingOfThem() {
    assertThat(outputOf(with(List.of(), "ls /dev; echo on $CUDA_VISIBLE_DEVICES.")))
        .contains("on .")
        .doesNotContain("nvidia");
  }

  @Test
  void aGpuThatIsNotInTheMachineIsRefused() {
    Refused refused =
        catchThrowableOfType(
            Refused.class, () -> runtime().start(with(List.of("GPU-cccc"), "true")));

    assertThat(refused.refusal()).isInstanceOf(NotFound.class);
    assertThat(runtime().observe()).isEmpty();
  }

  private static RunSpec with(List<String> gpus, String script) {
    RunSpec spec = shell(script);
    return new RunSpec(
        spec.id(),
        PROJECT,
        spec.kind(),
        spec.image(),
        spec.command(),
        spec.environment(),
        null,
        spec.httpPort(),
        new RunResources(1, 256 * MIB, gpus));
  }
}
