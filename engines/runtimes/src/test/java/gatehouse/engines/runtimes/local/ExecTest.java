package gatehouse.engines.runtimes.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.BesideCommand;
import gatehouse.core.workload.BesideCommand.Piece;
import gatehouse.core.workload.CommandWish;
import gatehouse.core.workload.RunId;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Commands beside a run's own. */
class ExecTest extends LocalTrials {
  private static final CommandWish NOTHING = new CommandWish(List.of("true"), false, false, 0, 0);

  @Test
  void itsOutputsComeApartAndItsExitCodeLast() throws IOException {
    RunId run = sleeping();

    Said said = said(run, "sh", "-c", "echo out; echo err >&2; exit 3");

    assertThat(said.out).isEqualTo("out\n");
    assertThat(said.err).isEqualTo("err\n");
    assertThat(said.ended.exitCode()).isEqualTo(3);
  }

  @Test
  void itHasTheRunsOwnFilesUserAndEnvironmentAndNoMoreRights() throws IOException {
    RunId run = start(shell("echo mine > /workspace/note; echo up; exec sleep 1000"));
    untilOutput(run, "up");

    Said said =
        said(
            run,
            "sh",
            "-c",
            "cat /workspace/note; id -u; echo $HOME; ls /proc/self/fd | wc -l;"
                + " grep -E 'CapEff|NoNewPrivs|Seccomp:' /proc/self/status;"
                + " cat /proc/1/mem; kill -9 1; unshare -U true && echo NESTED");

    assertThat(said.out)
        .startsWith("mine\n42420\n/workspace\n")
        .contains("CapEff:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2")
        .doesNotContain("NESTED");
    assertThat(said.out.lines().toList().get(3).strip()).isEqualTo("4");
    assertThat(runtime().observe(run).orElseThrow().ending()).isNull();
  }

  @Test
  void whatIsTypedReachesItAndItsEndToo() throws IOException {
    RunId run = sleeping();
    byte[] much = "x".repeat(1_000_000).getBytes(UTF_8);

    try (BesideCommand command =
        runtime().exec(run, new CommandWish(List.of("wc", "-c"), false, true, 0, 0))) {
      command.input(much);
      command.endInput();

      Said said = read(command);
      assertThat(said.out.strip()).isEqualTo("1000000");
    }
  }

  @Test
  void moreThanFitsGoesBothWaysAtOnce() throws Exception {
    RunId run = sleeping();
    byte[] much = "y".repeat(3_000_000).getBytes(UTF_8);

    try (BesideCommand command =
        runtime().exec(run, new CommandWish(List.of("cat"), false, true, 0, 0))) {
      var typing =
          CompletableFuture.runAsync(
              () -> {
                try {
                  command.input(much);
                  command.endInput();
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      assertThat(read(command).out).hasSize(much.length);
      typing.get();
    }
  }

  @Test
  void aTerminalIsAsLargeAsAskedForAndIsResized() throws IOException {
    RunId run = sleeping();

    try (BesideCommand command =
        runtime()
            .exec(
                run,
                new CommandWish(
                    List.of("sh", "-c", "tty; stty size; read line; stty size; echo $line"),
                    true,
                    true,
                    33,
                    111))) {
      var said = new StringBuilder();
      while (!said.toString().contains("33 111")) {
        said.append(text(command.next()));
      }
      command.resize(44, 99);
      command.input("typed\n".getBytes(UTF_8));
      Said rest = read(command);

      assertThat(said.toString()).contains("/dev/pts/");
      assertThat(rest.out).contains("44 99", "typed");
      assertThat(rest.ended.exitCode()).isZero();
    }
  }

  @Test
  void aProgramThatIsNotThereIsSaid() throws IOException {
    Said said = said(sleeping(), "no-such-program");

    assertThat(said.ended).isEqualTo(new Piece.Ended(127, "there is no such program"));
  }

  @Test
  void itEndsWhenItsConnectionIsClosed() throws IOException {
    RunId run = sleeping();
    BesideCommand command =
        runtime()
            .exec(
                run,
                new CommandWish(
                    List.of("sh", "-c", "echo begun; exec sleep 987"), false, false, 0, 0));
    assertThat(text(command.next())).isEqualTo("begun\n");

    command.close();

    long deadline = System.nanoTime() + 30_000_000_000L;
    while (said(run, "sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '; echo")
        .out
        .contains("sleep 987")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }

  @Test
  void itEndsWithItsRunAndNoneBeginsAfterwards() throws IOException {
    RunId run = sleeping();
    BesideCommand command =
        runtime().exec(run, new CommandWish(List.of("sleep", "1000"), false, false, 0, 0));

    runtime().stop(run, java.time.Duration.ofSeconds(1));
    watcher().ending(run);

    assertThat(catchThrowableOfType(IOException.class, command::next)).isNotNull();
    assertThat(catchThrowableOfType(Refused.class, () -> runtime().exec(run, NOTHING))).isNotNull();
  }

  @Test
  void aHundredAtOnceAndTheRunStillAnswers() throws Exception {
    RunId run = sleeping();
    var all =
        java.util.stream.IntStream.range(0, 100)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try {
                            return said(run, "echo", Integer.toString(i)).out.strip();
                          } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                          }
                        }))
            .toList();

    for (int i = 0; i < 100; i++) {
      assertThat(all.get(i).get()).isEqualTo(Integer.toString(i));
    }
  }

  private RunId sleeping() {
    RunId run = start(shell("echo up; exec sleep 1000"));
    untilOutput(run, "up");
    return run;
  }

  private record Said(String out, String err, Piece.Ended ended) {}

  private Said said(RunId run, String... words) throws IOException {
    try (BesideCommand command =
        runtime().exec(run, new CommandWish(List.of(words), false, false, 0, 0))) {
      return read(command);
    }
  }

  private static Said read(BesideCommand command) throws IOException {
    var out = new StringBuilder();
    var err = new StringBuilder();
    while (true) {
      Piece piece = command.next();
      if (piece instanceof Piece.Ended ended) {
        return new Said(out.toString(), err.toString(), ended);
      }
      (((Piece.Output) piece).error() ? err : out).append(text(piece));
    }
  }

  private static String text(Piece piece) {
    return new String(((Piece.Output) piece).bytes(), UTF_8);
  }
}
