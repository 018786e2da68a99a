package gatehouse.engines.runtimes.local;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.workload.RunId;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Attempts to leave a sandbox towards what stands beside it: neighbours, the database, the
 * network's own addresses, devices, the kernel's switches. {@link SandboxTest} has the others.
 */
class EscapeTest extends LocalTrials {
  private static final String SERVES =
      "import socket; s = socket.create_server(('127.0.0.1', 8080)); print('serving', flush=True)\n"
          + "while True: s.accept()[0].sendall(b'REACHED')";

  private static final String CONNECTS =
      """
      import errno, socket
      for family, address in TRIES:
          with socket.socket(family) as s:
              s.settimeout(3)
              try: s.connect(address); print('REACHED', address)
              except socket.timeout: print('timeout', address)
              except OSError as e: print(errno.errorcode[e.errno])
      """;

  @Test
  void aNeighboursPortCannotBeReached() {
    RunId neighbour = start(job("python3", "-c", SERVES));
    untilOutput(neighbour, "serving");

    assertThat(
            connecting("[(socket.AF_INET, ('127.0.0.1', 8080)), (socket.AF_INET6, ('::1', 8080))]"))
        .isEqualTo("ECONNREFUSED\n".repeat(2));
  }

  @Test
  void neitherTheMetadataAddressNorAnyNetworkCanBeReached() {
    String seen =
        connecting(
            """
            [(socket.AF_INET, ('169.254.169.254', 80)), (socket.AF_INET, ('10.0.0.1', 80)),
             (socket.AF_INET, ('192.0.2.1', 443)), (socket.AF_INET6, ('fd00:ec2::254', 80)),
             (socket.AF_INET6, ('fe80::1', 80, 0, 1))]
            """);

    assertThat(seen.lines())
        .hasSize(5)
        .allMatch(line -> line.matches("ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|EINVAL"));
  }

  @Test
  void theDatabasesSocketIsNotThere() throws IOException {
    Path folder = Files.createDirectories(opened.data().resolve("d"));
    Path socket = folder.resolve(".s.PGSQL.5432");
    try (var database = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      database.bind(UnixDomainSocketAddress.of(socket));

      assertThat(connecting("[(socket.AF_UNIX, '" + socket + "')]")).isEqualTo("ENOENT\n");
      assertThat(connecting("[(socket.AF_INET, ('127.0.0.1', 5432))]")).isEqualTo("ECONNREFUSED\n");
      assertThat(outputOf(shell("cat /proc/net/unix; echo done")))
          .doesNotContain("PGSQL", opened.data().toString())
          .endsWith("done\n");
    }
  }

  @Test
  void onlyHarmlessDevicesAreThereAndNoneCanBeMade() {
    String seen =
        outputOf(
            shell(
                "ls /dev | grep -vxE 'console|core|fd|full|mqueue|null|ptmx|pts|random|shm|"
                    + "stderr|stdin|stdout|tty|urandom|zero';"
                    + " mknod /tmp/mem c 1 1 && echo MADE; mknod /workspace/sda b 8 0 && echo MADE;"
                    + " echo done"));

    assertThat(seen).doesNotContain("MADE").endsWith("done\n");
    assertThat(seen.lines().filter(line -> !line.startsWith("mknod"))).containsExactly("done");
  }

  @Test
  void theKernelsSwitchesCannotBeTurned() {
    String seen =
        outputOf(
            shell(
                "for f in /proc/sys/kernel/core_pattern /proc/sys/kernel/hostname /proc/sysrq-trigger"
                    + " /proc/sys/vm/overcommit_memory /proc/sys/net/ipv4/ip_forward"
                    + " /proc/sys/fs/binfmt_misc/register; do"
                    + " (echo 1 > $f) 2>/dev/null && echo TURNED $f; done; echo done"));

    assertThat(seen).isEqualTo("done\n");
  }

  @Test
  void noSignalReachesANeighbour() {
    RunId neighbour =
        start(shell("trap 'echo HIT' TERM HUP; echo up; while :; do sleep 0.1; done"));
    untilOutput(neighbour, "up");

    outputOf(shell("kill -TERM -1; kill -HUP -1; for p in $(seq 2 400); do kill -9 $p; done"));

    assertThat(output(neighbour)).doesNotContain("HIT");
    assertThat(opened.processes(neighbour)).isNotEmpty().allMatch(ProcessHandle::isAlive);
  }

  @Test
  void noNamespaceCanBeMadeOrEntered() {
    String program =
        """
        import ctypes, os
        libc = ctypes.CDLL(None, use_errno=True)
        for flag in (0x10000000, 0x00020000, 0x40000000, 0x20000000, 0x02000000, 0x10020000):
            if libc.unshare(flag) == 0: print('UNSHARED', hex(flag))
        for name in ('mnt', 'net', 'pid', 'user', 'uts', 'ipc', 'cgroup'):
            try:
                ns = os.open('/proc/1/ns/' + name, os.O_RDONLY)
                if libc.setns(ns, 0) == 0: print('ENTERED', name)
            except OSError: pass
        for call in (os.setuid, os.setgid):
            try: call(0); print('BECAME ROOT')
            except OSError: pass
        if libc.chroot(b'/workspace') == 0: print('CHROOT')
        print('done')
        """;

    assertThat(outputOf(job("python3", "-c", program))).isEqualTo("done\n");
  }

  private String connecting(String tries) {
    return outputOf(job("python3", "-c", CONNECTS.replace("TRIES", tries.replace("\n", " "))));
  }
}
