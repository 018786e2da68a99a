package gatehouse.doors.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/** The body of a streamed answer: each write is sent at once, and waits for slow readers. */
public final class Outflow {
  private final Opening opening;
  private final LeaseGate gate;
  private final Runnable abort;
  private final AtomicBoolean cut = new AtomicBoolean();
  private volatile boolean begun;

  /** Where the bytes go; opened, and the status with it sent, by the first write. */
  @FunctionalInterface
  interface Opening {
    OutputStream open() throws IOException;
  }

  Outflow(Opening opening, LeaseGate gate, Runnable abort) {
    this.opening = opening;
    this.gate = gate;
    this.abort = abort;
  }

  /** Sends bytes. While this node holds no lease, not a byte passes. */
  public void write(byte[] bytes, int from, int length) throws IOException {
    gate.await();
    if (cut.get()) {
      throw new IOException("the right this stream stood on has ended");
    }
    begun = true;
    OutputStream out = opening.open();
    out.write(bytes, from, length);
    out.flush();
  }

  /** Sends bytes. */
  public void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  /** Sends a text in UTF-8. */
  public void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether it was not cut. A reader that has gone shows at the next write. */
  public boolean isOpen() {
    return !cut.get();
  }

  /** Ends it at once because its right ended: the connection is aborted. Never blocks. */
  public void cut() {
    if (cut.compareAndSet(false, true)) {
      abort.run();
    }
  }

  /** Whether something was sent already, so that no refusal can be answered any more. */
  boolean begun() {
    return begun;
  }
}
