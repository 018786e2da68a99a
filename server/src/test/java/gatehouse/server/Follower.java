package gatehouse.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Reads what comes on an open connection and counts it. */
final class Follower implements AutoCloseable {
  private final Socket socket;
  private final AtomicLong bytes = new AtomicLong();
  private final Thread thread;
  private volatile boolean ended;

  Follower(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(0);
    InputStream in = socket.getInputStream();
    this.thread = Thread.ofVirtual().start(() -> follow(in));
  }

  private void follow(InputStream in) {
    var buffer = new byte[8192];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.addAndGet(n);
      }
    } catch (IOException e) {
      // Cut: the same as an end.
    }
    ended = true;
  }

  /** How much came so far. */
  long bytes() {
    return bytes.get();
  }

  /** Whether the other side has closed it. */
  boolean ended() {
    return ended;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
