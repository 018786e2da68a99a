package gatehouse.server;

import gatehouse.doors.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A kernel's WebSocket as JupyterLab's and Visual Studio Code's remote kernels use it: messages of
 * the Jupyter protocol, each as one text frame.
 */
final class KernelSocket implements Closeable {
  private final Socket socket;
  private final DataInputStream in;

  KernelSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  /**
   * Asks for code to be run; the id by which its answers are known. An error of the request before
   * does not abort it, as a kernel else does with what already waits in its queue.
   */
  String execute(String code) throws IOException {
    String id = UUID.randomUUID().toString();
    String message =
        "{\"channel\":\"shell\",\"buffers\":[],\"metadata\":{},\"parent_header\":{},"
            + "\"header\":{\"msg_id\":\"%s\",\"msg_type\":\"execute_request\",\"username\":\"u\","
                .formatted(id)
            + "\"session\":\"s\",\"date\":\"2026-11-23T12:00:00Z\",\"version\":\"5.3\"},"
            + "\"content\":{\"code\":"
            + Json.text(code)
            + ",\"silent\":false,\"store_history\":true,\"user_expressions\":{},"
            + "\"allow_stdin\":false,\"stop_on_error\":false}}";
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    var frame = new ByteArrayOutputStream();
    frame.write(0x81);
    if (bytes.length < 126) {
      frame.write(0x80 | bytes.length);
    } else {
      frame.write(0x80 | 126);
      frame.write(bytes.length >> 8);
      frame.write(bytes.length);
    }
    // A mask of zeros is a mask.
    frame.write(new byte[4]);
    frame.write(bytes);
    OutputStream out = socket.getOutputStream();
    out.write(frame.toByteArray());
    out.flush();
    return id;
  }

  /** The next answer of a type to what was asked. */
  JsonNode await(String id, String type) throws IOException {
    while (true) {
      JsonNode message = next();
      if (message.at("/parent_header/msg_id").asString("").equals(id)
          && message.at("/header/msg_type").asString("").equals(type)) {
        return message.get("content");
      }
    }
  }

  private JsonNode next() throws IOException {
    var text = new ByteArrayOutputStream();
    while (true) {
      int first = in.readUnsignedByte();
      int length = in.readUnsignedByte() & 0x7f;
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = (int) in.readLong();
      }
      byte[] payload = in.readNBytes(length);
      int opcode = first & 0x0f;
      if (opcode == 8) {
        throw new IOException("closed: " + new String(payload, StandardCharsets.UTF_8));
      }
      if (opcode > 2) {
        continue;
      }
      text.write(payload);
      if ((first & 0x80) != 0) {
        return Json.mapper().readTree(text.toString(StandardCharsets.UTF_8));
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
