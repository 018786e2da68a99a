package gatehouse.engines.runtimes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.core.workload.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run's log says where the disk under it is full. */
class FullDiskTest extends LocalTrials {
  private static final String TO_THE_BRIM =
      """
      import os, sys, time
      with open('/workspace/ballast', 'wb', 0) as ballast:
          try:
              while True:
                  ballast.write(bytes(4096))
          except OSError as e:
              print('cannot go on:', e, file=sys.stderr, flush=True)
              time.sleep(1)
              sys.exit(3)
      """;

  @BeforeEach
  void overASmallDisk() throws Exception {
    assumeTrue(mounts("-t", "tmpfs", "-o", "size=24m", "tmpfs"), "mounting a disk takes root");
    opened.restarted();
  }

  @AfterEach
  void unmount() throws Exception {
    opened.runtime().observe().forEach(run -> opened.runtime().forget(run.id()));
    started("umount", "--lazy", opened.data().toString());
  }

  private boolean mounts(String... how) throws Exception {
    String[] command = new String[how.length + 2];
    command[0] = "mount";
    System.arraycopy(how, 0, command, 1, how.length);
    command[command.length - 1] = opened.data().toString();
    return started(command) == 0;
  }

  private static int started(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  @Test
  void aRunThatFillsTheDiskStillSaysWhy() {
    var spec = job("python3", "-c", TO_THE_BRIM);

    var ending = endingOf(spec);

    assertThat(ending.exitCode()).isEqualTo(3);
    assertThat(log(spec.id())).contains("cannot go on: [Errno 28] No space left on device");
  }

  @Test
  void aLogThatFillsTheDiskSaysThatSomeOfItIsMissing() {
    var spec = job("sh", "-c", "head -c 60000000 /dev/zero | tr '\\000' x; exit 4");

    var ending = endingOf(spec);

    assertThat(ending.exitCode()).isEqualTo(4);
    assertThat(log(spec.id()))
        .endsWith("\n[gatehouse: the disk was full, and some output is missing here]\n");
  }

  /** The end of it. */
  private String log(RunId run) {
    long end = opened.runtime().log(run, 0, 0).end();
    long from = Math.max(0, end - 4096);
    return new String(opened.runtime().log(run, from, 4096).bytes(), StandardCharsets.UTF_8);
  }
}
