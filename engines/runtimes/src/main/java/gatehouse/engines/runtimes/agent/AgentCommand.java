package gatehouse.engines.runtimes.agent;

import gatehouse.core.workload.BesideCommand;
import gatehouse.core.workload.CommandWish;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A command that the agent inside runs for us, over a connection to its dial socket (exec.c). */
public final class AgentCommand implements BesideCommand {
  private static final byte INPUT = 0;
  private static final byte ERRORS = 2;
  private static final byte ENDING = 3;
  private static final byte SIZE = 4;
  private static final int HEAD = 5;
  private static final int PIECE = 32_768;

  private final SocketChannel channel;
  private final ByteBuffer head = ByteBuffer.allocate(HEAD);

  private AgentCommand(SocketChannel channel) {
    this.channel = channel;
  }

  /** Starts it over a dial socket. */
  public static AgentCommand start(Path socket, CommandWish wish) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      var asked = new ByteArrayOutputStream();
      asked.write((wish.terminal() ? 1 : 0) | (wish.input() ? 2 : 0));
      asked.writeBytes(size(wish.rows(), wish.columns()));
      for (String part : wish.command()) {
        asked.writeBytes(part.getBytes(StandardCharsets.UTF_8));
        asked.write(0);
      }
      ByteBuffer all = ByteBuffer.allocate(8 + asked.size());
      all.putInt(0).putInt(asked.size()).put(asked.toByteArray()).flip();
      var command = new AgentCommand(channel);
      command.send(all);
      return command;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public Piece next() throws IOException {
    head.clear();
    read(head);
    byte what = head.get();
    int length = head.getInt();
    if (length < 0 || length > PIECE) {
      throw new IOException("the agent said something that is no piece");
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    read(bytes);
    return what == ENDING
        ? ending(new String(bytes.array(), StandardCharsets.US_ASCII))
        : new Piece.Output(what == ERRORS, bytes.array());
  }

  @Override
  public void input(byte[] bytes) throws IOException {
    for (int at = 0; at < bytes.length; at += PIECE) {
      piece(INPUT, bytes, at, Math.min(PIECE, bytes.length - at));
    }
  }

  @Override
  public void endInput() throws IOException {
    piece(INPUT, new byte[0], 0, 0);
  }

  @Override
  public void resize(int rows, int columns) throws IOException {
    piece(SIZE, size(rows, columns), 0, 4);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone, whatever its closing said.
    }
  }

  private static Piece.Ended ending(String said) {
    int space = said.indexOf(' ');
    int value = Integer.parseInt(said.substring(space + 1));
    return switch (said.substring(0, space)) {
      case "exit" -> new Piece.Ended(value, "exit code " + value);
      case "signal" -> new Piece.Ended(128 + value, "killed by signal " + value);
      // 2 is ENOENT.
      default ->
          value == 2
              ? new Piece.Ended(127, "there is no such program")
              : new Piece.Ended(126, "it could not be started (error " + value + ")");
    };
  }

  private static byte[] size(int rows, int columns) {
    return ByteBuffer.allocate(4).putShort((short) rows).putShort((short) columns).array();
  }

  private void piece(byte what, byte[] bytes, int from, int length) throws IOException {
    send(
        ByteBuffer.allocate(HEAD + length)
            .put(what)
            .putInt(length)
            .put(bytes, from, length)
            .flip());
  }

  private synchronized void send(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void read(ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into) < 0) {
        throw new EOFException("the command ended with its run");
      }
    }
    into.flip();
  }
}
