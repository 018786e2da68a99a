package gatehouse.engines.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Unix socket in the shape of {@link Socket}, with time limits on reading and writing, which the
 * JDK's own channel has not. Used by one thread at a time; closed by any.
 */
final class UnixSocket extends Socket {
  private final Path path;
  private @Nullable SocketChannel channel;
  private @Nullable Selector selector;
  private volatile int timeout;
  private volatile boolean closed;

  UnixSocket(Path path) {
    this.path = path;
  }

  /** Connects to the path it was made for; the driver's host and port say nothing. */
  @Override
  public void connect(SocketAddress hostAndPort, int connectTimeout) throws IOException {
    var opened = SocketChannel.open(UnixDomainSocketAddress.of(path));
    opened.configureBlocking(false);
    channel = opened;
    selector = Selector.open();
    opened.register(selector, SelectionKey.OP_READ);
  }

  @Override
  public void connect(SocketAddress hostAndPort) throws IOException {
    connect(hostAndPort, 0);
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return length == 0 ? 0 : receive(ByteBuffer.wrap(bytes, offset, length));
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        send(ByteBuffer.wrap(bytes, offset, length));
      }
    };
  }

  private int receive(ByteBuffer into) throws IOException {
    while (true) {
      int count = open().read(into);
      if (count != 0) {
        return count;
      }
      await(SelectionKey.OP_READ);
    }
  }

  private void send(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      if (open().write(from) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
  }

  private void await(int what) throws IOException {
    try {
      Selector selecting = Objects.requireNonNull(selector);
      SelectionKey key = Objects.requireNonNull(open().keyFor(selecting));
      key.interestOps(what);
      selecting.selectedKeys().clear();
      if (selecting.select(timeout) == 0) {
        if (closed) {
          throw new SocketException("Socket closed");
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new SocketException("interrupted");
        }
        throw new SocketTimeoutException("no answer within " + timeout + " ms");
      }
    } catch (ClosedSelectorException | java.nio.channels.CancelledKeyException e) {
      throw new SocketException("Socket closed", e);
    }
  }

  private SocketChannel open() throws SocketException {
    SocketChannel open = channel;
    if (open == null || closed) {
      throw new SocketException(closed ? "Socket closed" : "Socket is not connected");
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    Selector selecting = selector;
    if (selecting != null) {
      selecting.close();
    }
    SocketChannel open = channel;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void shutdownOutput() throws IOException {
    open().shutdownOutput();
  }

  @Override
  public boolean isConnected() {
    return channel != null;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void setSoTimeout(int milliseconds) {
    timeout = milliseconds;
  }

  @Override
  public int getSoTimeout() {
    return timeout;
  }

  // What only TCP has means nothing here.

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public void setKeepAlive(boolean on) {}

  @Override
  public void setReceiveBufferSize(int size) {}

  @Override
  public void setSendBufferSize(int size) {}

  @Override
  public int getSendBufferSize() {
    return 8192;
  }

  @Override
  public int getReceiveBufferSize() {
    return 8192;
  }
}
