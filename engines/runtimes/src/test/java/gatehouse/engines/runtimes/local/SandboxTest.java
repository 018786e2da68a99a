package gatehouse.engines.runtimes.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.RunSpec;
import gatehouse.engines.runtimes.agent.Machine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Ways out of a sandbox, each tried from inside. */
class SandboxTest extends LocalTrials {
  private static final String PLANTED = "planted-secret-of-the-server";

  @Test
  void theServersEnvironmentIsNowhereInside() throws IOException {
    assertThat(System.getenv("GATEHOUSE_PLANTED")).isEqualTo(PLANTED);
    RunId run = start(shell("env; cat /proc/[0-9]*/environ; echo up; exec sleep 1000"));
    untilOutput(run, "up");

    assertThat(output(run)).doesNotContain(PLANTED);
    for (ProcessHandle process : opened.processes(run)) {
      Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
      assertThat(new String(Files.readAllBytes(environment), UTF_8)).doesNotContain(PLANTED);
    }
  }

  @Test
  void aVariableOfTheRunIsNoOptionOfTheSandboxNorToBeSeenInAListOfProcesses() throws IOException {
    var spec =
        job(
            newRun(),
            64 * MIB,
            Map.of("LD_PRELOAD", "/workspace/evil.so", "TOKEN", "a-secret-of-the-run"),
            "sh",
            "-c",
            "echo up; exec sleep 1000");
    RunId run = start(spec);
    untilOutput(run, "up");

    ProcessHandle bubblewrap = opened.processes(run).get(1);
    Path outside = Path.of("/proc", Long.toString(bubblewrap.pid()), "environ");
    assertThat(Files.readAllBytes(outside)).isEmpty();
    for (ProcessHandle process : opened.processes(run)) {
      Path line = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      assertThat(Files.readString(line)).doesNotContain("a-secret-of-the-run");
    }
  }

  @Test
  void aNullByteCannotSmuggleAnOptionIn() {
    RunSpec inVariable = job(newRun(), 64 * MIB, Map.of("A", "b\0--bind\0/\0/host"), "ls", "/host");
    RunSpec inCommand = job("ls", "a\0b");
    RunSpec inName = job(newRun(), 64 * MIB, Map.of("A=B", "c"), "true");

    for (RunSpec spec : new RunSpec[] {inVariable, inCommand, inName}) {
      Refused refused = catchThrowableOfType(Refused.class, () -> runtime().start(spec));
      assertThat(refused.refusal()).isInstanceOf(Invalid.class);
    }
    assertThat(runtime().observe()).isEmpty();
  }

  @Test
  void onlyItsOwnProcessesAreThere() {
    String seen = outputOf(shell("cat /proc/[0-9]*/cmdline | tr '\\0' ' '; ls -d /proc/[0-9]*"));

    assertThat(seen).doesNotContain("java", "surefire", "keep");
    assertThat(seen.lines().filter(line -> line.startsWith("/proc/")).count()).isLessThan(7);
  }

  @Test
  void pidOneCannotBeReadTracedOrKilled() {
    String seen =
        outputOf(
            shell(
                "cat /proc/1/mem; ls /proc/1/fd && echo OPEN; kill -9 1; sleep 0.1; echo survived;"
                    + " python3 -c 'import ctypes; print(\"traced\","
                    + " ctypes.CDLL(None).ptrace(16, 1, 0, 0))'"));

    assertThat(seen).contains("survived", "traced -1").doesNotContain("OPEN");
  }

  @Test
  void filesOfTheMachineAreNotThere() throws IOException {
    Path secret = Files.writeString(opened.data().resolve("secret"), "of the server");
    String seen =
        outputOf(
            shell(
                "for f in /root /home /etc/shadow /etc/ssh /var/lib /var/log /boot /sys /opt "
                    + opened.data()
                    + " "
                    + secret
                    + " "
                    + opened.data().resolve("s")
                    + "; do [ -e $f ] && echo FOUND $f; done; ls / /etc /run /run/gatehouse"));

    assertThat(seen).doesNotContain("FOUND", "shadow");
  }

  @Test
  void whatIsSharedCannotBeWritten() {
    String seen =
        outputOf(
            shell(
                "touch /usr/x && echo WROTE; touch /etc/passwd && echo WROTE;"
                    + " echo x > /run/gatehouse/agent && echo WROTE; touch /workspace/x && echo mine"));

    assertThat(seen).contains("mine").doesNotContain("WROTE");
  }

  @Test
  void aPortOfTheMachineCannotBeReached() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String connect =
          "import socket; socket.create_connection(('127.0.0.1', %d), 2); print('REACHED')"
              .formatted(server.getLocalPort());

      String seen = outputOf(job("python3", "-c", connect));

      assertThat(seen).contains("refused").doesNotContain("REACHED");
    }
    assertThat(outputOf(shell("cat /proc/net/dev | tail -n +3 | cut -d: -f1 | tr -d ' '")))
        .isEqualTo("lo\n");
  }

  @Test
  void noSocketReachesTheHypervisorOrOutOfTheNamespaces() {
    String program =
        """
        import errno, socket
        for family in (40, 17, 38):
            for make in (socket.socket, socket.socketpair):
                try: make(family, 1, 0); print(family, 'OPENED')
                except OSError as e: print(family, errno.errorcode[e.errno])
        for family in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6): socket.socket(family)
        socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
        print([line.strip() for line in open('/proc/self/status') if line.startswith('Seccomp:')])
        """;

    assertThat(outputOf(job("python3", "-c", program)))
        .isEqualTo(
            "40 EAFNOSUPPORT\n".repeat(2)
                + "17 EAFNOSUPPORT\n".repeat(2)
                + "38 EAFNOSUPPORT\n".repeat(2)
                + "['Seccomp:\\t2']\n");
  }

  @Test
  void thirtyTwoBitCallsAreNoWayAroundTheFilter() {
    assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
    String program =
        """
        import ctypes, mmap
        page = mmap.mmap(-1, 4096, prot=7)
        page.write(bytes.fromhex('b814000000cd80c3'))  # getpid, by int 0x80
        call = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
        print('trying', flush=True)
        print('CALLED' if call() > 0 else 'refused')
        """;

    assertThat(outputOf(job("python3", "-c", program)))
        .startsWith("trying\n")
        .doesNotContain("CALLED");
  }

  @Test
  void callsThatOpenTheKernelWideAreRefused() {
    String program =
        """
        import ctypes, errno
        libc = ctypes.CDLL(None, use_errno=True)
        for number in NUMBERS:
            ctypes.set_errno(0)
            libc.syscall(number, -1, -1, -1, -1, -1)
            if ctypes.get_errno() != errno.EPERM: print(number, ctypes.get_errno())
        """;
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    // bpf, perf_event_open, add_key, request_key, keyctl, userfaultfd, open_by_handle_at, io_uring
    String numbers =
        arm ? "280, 241, 217, 218, 219, 282, 265, 425" : "321, 298, 248, 249, 250, 323, 304, 425";
    String tries = program.replace("NUMBERS", "(" + numbers + ")") + "print('all tried')\n";

    assertThat(outputOf(job("python3", "-c", tries))).isEqualTo("all tried\n");
  }

  @Test
  void noRightIsThereAndNoneCanBeGained() {
    String seen =
        outputOf(
            shell(
                "grep -E 'CapEff|CapPrm|CapBnd|NoNewPrivs' /proc/self/status;"
                    + " mount -t tmpfs x /tmp && echo MOUNTED;"
                    + " mount --bind /usr /tmp && echo MOUNTED;"
                    + " unshare -Ur true && echo UNSHARED; unshare -m true && echo UNSHARED;"
                    + " mknod /tmp/sda b 8 0 && echo MADE; id -u"));

    assertThat(seen)
        .contains(
            "CapPrm:\t0000000000000000",
            "CapEff:\t0000000000000000",
            "CapBnd:\t0000000000000000",
            "NoNewPrivs:\t1")
        .endsWith("42420\n")
        .doesNotContain("MOUNTED", "UNSHARED", "MADE");
  }

  @Test
  void ordinaryProgramsFindWhatTheyNeed() {
    String program =
        """
        import multiprocessing, tempfile, socket, pwd, os, ssl, sqlite3
        with multiprocessing.Pool(2) as pool: print(pool.map(abs, [-1, -2]))
        print(tempfile.mkdtemp(dir='/var/tmp')[:9], pwd.getpwuid(os.getuid()).pw_name)
        print(socket.gethostbyname('localhost'), os.path.expanduser('~'), os.getcwd())
        """;

    assertThat(outputOf(job("python3", "-c", program)))
        .isEqualTo("[1, 2]\n/var/tmp/ workload\n127.0.0.1 /workspace /workspace\n");
  }

  @Test
  void anotherWorkloadsFilesAreOutOfReach() throws IOException {
    RunSpec first = shell("echo private > /workspace/mine; chmod 777 /workspace");
    watcher().ending(start(first));
    Path theirs = workspace(first);

    String seen =
        outputOf(shell("cat " + theirs + "/mine; find / -name mine 2>/dev/null; echo done"));

    assertThat(Files.readString(theirs.resolve("mine"))).isEqualTo("private\n");
    assertThat(seen).doesNotContain("private\n").endsWith("done\n");
    assertThat(seen.lines().filter(line -> line.endsWith("/mine"))).isEmpty();
  }

  @Test
  void eachWorkloadHasAUserOfItsOwn() throws IOException {
    assumeThat(Machine.user()).as("workloads get users of their own where we are root").isZero();
    RunSpec first = shell("touch /workspace/x");
    RunSpec second = shell("touch /workspace/x");
    watcher().ending(start(first));
    watcher().ending(start(second));

    int one = (Integer) Files.getAttribute(workspace(first).resolve("x"), "unix:uid");
    int other = (Integer) Files.getAttribute(workspace(second).resolve("x"), "unix:uid");

    assertThat(one).isBetween(200_000, 249_999).isNotEqualTo(other);
    assertThat(other).isBetween(200_000, 249_999);
  }

  @Test
  void aLinkInTheWorkspaceIsNotFollowedWhenItIsDeleted() throws IOException {
    Path bystander = Files.writeString(opened.data().resolve("bystander"), "alive");
    RunSpec spec =
        shell(
            "ln -s "
                + opened.data()
                + " /workspace/link; mkdir -p a/b; touch a/b/c; chmod 000 a/b; chmod 500 a");
    watcher().ending(start(spec));

    runtime().forget(spec.id());
    runtime().deleteWorkspace(spec.id().workload());

    assertThat(bystander).exists();
    assertThat(workspace(spec)).doesNotExist();
  }

  @Test
  void theAgentsSecretsAndSocketsAreNotHandedToTheProgram() {
    String seen = outputOf(shell("for f in /proc/$$/fd/*; do readlink $f; done"));

    assertThat(seen).doesNotContain("socket:", "anon_inode", opened.data().toString());
  }

  @Test
  void nothingOfARunIsReadableForOthersOnTheMachine() throws IOException {
    RunSpec spec = shell("echo quiet");
    watcher().ending(start(spec));

    try (Stream<Path> top = Files.list(opened.data())) {
      for (Path folder : top.toList()) {
        assertThat(Files.getPosixFilePermissions(folder)).hasSize(3);
      }
    }
  }

  private Path workspace(RunSpec spec) {
    return opened.data().resolve("workspaces").resolve(spec.id().workload().toString());
  }
}
