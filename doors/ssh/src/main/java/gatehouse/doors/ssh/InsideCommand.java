package gatehouse.doors.ssh;

import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.BesideCommand;
import gatehouse.core.workload.BesideCommand.Piece;
import gatehouse.core.workload.CommandWish;
import gatehouse.core.workload.RefusalInWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.Signal;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** A program inside a workload, at one channel of an SSH session. */
final class InsideCommand implements Command {
  private static final int NOT_STARTED = 126;
  private static final int BROKEN = 255;
  private static final int PIECE = 32 * 1024;
  private static final int LARGEST = 10_000;

  private final Programs.Passage passage;
  private final Programs.Program program;
  private final Executor threads;
  private InputStream in = InputStream.nullInputStream();
  private OutputStream out = OutputStream.nullOutputStream();
  private OutputStream err = OutputStream.nullOutputStream();
  private @Nullable ExitCallback exit;
  private volatile boolean over;
  private volatile @Nullable BesideCommand command;

  InsideCommand(Programs.Passage passage, Programs.Program program, Executor threads) {
    this.passage = passage;
    this.program = program;
    this.threads = threads;
  }

  @Override
  public void setInputStream(InputStream stream) {
    in = stream;
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    out = stream;
  }

  @Override
  public void setErrorStream(OutputStream stream) {
    err = stream;
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }

  @Override
  public void start(ChannelSession channel, Environment environment) {
    Map<String, String> given = environment.getEnv();
    boolean terminal = given.containsKey(Environment.ENV_COLUMNS);
    var wish =
        new CommandWish(
            program.line(terminal ? given.getOrDefault(Environment.ENV_TERM, "dumb") : "dumb"),
            terminal,
            true,
            size(given, Environment.ENV_LINES, 24),
            size(given, Environment.ENV_COLUMNS, 80));
    environment.addSignalListener(
        (from, signal) -> threads.execute(() -> resize(environment)), Signal.WINCH);
    threads.execute(() -> carry(wish));
  }

  @Override
  public void destroy(ChannelSession channel) {
    over = true;
    BesideCommand running = command;
    if (running != null) {
      running.close();
    }
  }

  private void carry(CommandWish wish) {
    try (BesideCommand started = passage.start(wish)) {
      command = started;
      if (over) {
        return;
      }
      threads.execute(() -> type(started));
      ended(show(started), "");
    } catch (Refused e) {
      say(RefusalInWords.of(e.refusal()));
      ended(NOT_STARTED, "");
    } catch (IOException e) {
      ended(BROKEN, "");
    }
  }

  /** Passes on what comes of it; how it ended. */
  private int show(BesideCommand started) throws IOException {
    while (true) {
      switch (started.next()) {
        case Piece.Output(boolean error, byte[] bytes) -> {
          passage.await();
          OutputStream to = error ? err : out;
          to.write(bytes);
          to.flush();
        }
        case Piece.Ended(int exitCode, String sentence) -> {
          return exitCode;
        }
      }
    }
  }

  private void type(BesideCommand started) {
    byte[] buffer = new byte[PIECE];
    try {
      int length = in.read(buffer);
      while (length >= 0) {
        passage.await();
        started.input(Arrays.copyOf(buffer, length));
        length = in.read(buffer);
      }
      started.endInput();
    } catch (IOException e) {
      // It has ended, or the guest has gone: the other direction tells.
    }
  }

  private void resize(Environment environment) {
    BesideCommand running = command;
    if (running == null) {
      return;
    }
    Map<String, String> now = environment.getEnv();
    try {
      running.resize(size(now, Environment.ENV_LINES, 24), size(now, Environment.ENV_COLUMNS, 80));
    } catch (IOException e) {
      // It has ended.
    }
  }

  private void say(String sentence) {
    try {
      err.write(("gatehouse: " + sentence + "\r\n").getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException e) {
      // Nobody is there to read it.
    }
  }

  private void ended(int code, String sentence) {
    ExitCallback callback = exit;
    if (callback != null) {
      callback.onExit(code, sentence);
    }
  }

  private static int size(Map<String, String> given, String name, int otherwise) {
    try {
      return Math.clamp(Integer.parseInt(given.getOrDefault(name, "")), 1, LARGEST);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
