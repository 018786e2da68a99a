package gatehouse.doors.api.ai;

import gatehouse.core.workload.BesideCommand;
import gatehouse.core.workload.BesideCommand.Piece;
import gatehouse.doors.api.ai.ExecRoutes.Ending;
import gatehouse.doors.api.ai.ExecRoutes.Shown;
import gatehouse.doors.web.SocketHandler;
import gatehouse.doors.web.SocketHandler.Socket;
import gatehouse.doors.wire.Json;
import gatehouse.doors.wire.JsonFault;
import gatehouse.doors.wire.ai.ExecStatus;
import gatehouse.doors.wire.ai.TerminalSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A command over a WebSocket, in the frames that Kubernetes uses ({@code v4.channel.k8s.io}):
 * binary, the first byte says what: 0 input (alone: its end), 1 output, 2 errors, 3 how it ended, 4
 * the terminal's size.
 */
abstract class ExecTalk implements SocketHandler.Conversation {
  private static final byte INPUT = 0;
  private static final byte OUTPUT = 1;
  private static final byte ERRORS = 2;
  private static final byte ENDING = 3;
  private static final byte SIZE = 4;

  private final Ending ending;
  private final Shown shown;

  ExecTalk(Ending ending, Shown shown) {
    this.ending = ending;
    this.shown = shown;
  }

  /** Sends what comes of the command until it has ended. */
  final void carry(BesideCommand command, Socket socket) throws IOException {
    while (socket.isOpen()) {
      switch (command.next()) {
        case Piece.Output output -> {
          if (shown.shows(output)) {
            socket.send(framed(output.error() ? ERRORS : OUTPUT, output.bytes()));
          }
        }
        case Piece.Ended(int exitCode, String sentence) -> {
          byte[] status =
              Json.text(ExecStatus.of(exitCode, sentence)).getBytes(StandardCharsets.UTF_8);
          socket.send(framed(ENDING, status));
          return;
        }
      }
    }
  }

  @Override
  public final void message(Socket socket, byte[] bytes) {
    if (bytes.length == 0 || ending.command().isEmpty()) {
      return;
    }
    try {
      act(ending.command().get(), bytes[0], Arrays.copyOfRange(bytes, 1, bytes.length));
    } catch (IOException | JsonFault e) {
      // What cannot be taken is let go: the command's end is told by the other direction.
    }
  }

  @Override
  public final void closed() {
    ending.now();
  }

  private static void act(BesideCommand command, byte what, byte[] bytes)
      throws IOException, JsonFault {
    if (what == INPUT && bytes.length == 0) {
      command.endInput();
    } else if (what == INPUT) {
      command.input(bytes);
    } else if (what == SIZE) {
      TerminalSize size = Json.read(new String(bytes, StandardCharsets.UTF_8), TerminalSize.class);
      command.resize(within(size.height()), within(size.width()));
    }
  }

  private static int within(int size) {
    return Math.clamp(size, 1, 10_000);
  }

  private static byte[] framed(byte what, byte[] bytes) {
    byte[] frame = new byte[bytes.length + 1];
    frame[0] = what;
    System.arraycopy(bytes, 0, frame, 1, bytes.length);
    return frame;
  }
}
