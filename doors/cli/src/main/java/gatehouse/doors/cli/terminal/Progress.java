package gatehouse.doors.cli.terminal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Says that something goes on: a wheel where a person watches, a line now and then elsewhere. */
public final class Progress {
  private static final String WHEEL = "|/-\\";
  private static final int STEP_MILLIS = 125;
  private static final int STEPS_A_SECOND = 1000 / STEP_MILLIS;

  private final Terminal terminal;

  /** Progress on a terminal. */
  public Progress(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Waits for an answer; from the second second on it says for what. */
  public <T> T during(String what, CompletableFuture<T> answer) throws IOException {
    for (int step = 0; ; step++) {
      try {
        T value = answer.get(STEP_MILLIS, TimeUnit.MILLISECONDS);
        clear(step);
        return value;
      } catch (TimeoutException e) {
        turn(what, step);
      } catch (ExecutionException e) {
        clear(step);
        if (e.getCause() instanceof IOException cause) {
          throw cause;
        }
        throw new IOException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  /** Shows one step of something that waits {@code step} eighths of a second already. */
  private void turn(String what, int step) {
    if (step < STEPS_A_SECOND) {
      return;
    }
    if (terminal.keyboard().isPresent()) {
      terminal.err().print("\r" + WHEEL.charAt(step % WHEEL.length()) + " " + what + " ");
      terminal.err().flush();
    } else if (step % (10 * STEPS_A_SECOND) == STEPS_A_SECOND) {
      terminal.remark(what + " \u2026");
    }
  }

  private void clear(int step) {
    if (step > STEPS_A_SECOND && terminal.keyboard().isPresent()) {
      terminal.err().print("\r\u001b[K");
      terminal.err().flush();
    }
  }
}
