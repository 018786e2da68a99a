package gatehouse.doors.gateway;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client of HTTP/2 that sends exactly the frames a test says. */
final class Http2Wire implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int CONTINUATION = 9;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  private final SSLSocket socket;
  private final DataInputStream in;
  private final DefaultHttp2HeadersDecoder headers = new DefaultHttp2HeadersDecoder(false);

  /** A frame that came in. */
  @SuppressWarnings("ArrayRecordComponent")
  record Frame(int type, int flags, int stream, byte[] payload) {
    /** The error code of an RST_STREAM or GOAWAY. */
    int error() {
      return Unpooled.wrappedBuffer(payload).getInt(type == GOAWAY ? 4 : 0);
    }
  }

  Http2Wire(int port) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
    socket =
        (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    var parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    in = new DataInputStream(socket.getInputStream());
    socket
        .getOutputStream()
        .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    frame(SETTINGS, 0, 0, new byte[0]);
  }

  /** Sends a frame. */
  Http2Wire frame(int type, int flags, int stream, byte[] payload) throws IOException {
    var out = new ByteArrayOutputStream();
    out.write(payload.length >> 16);
    out.write(payload.length >> 8);
    out.write(payload.length);
    out.write(type);
    out.write(flags);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(stream >> shift);
    }
    out.writeBytes(payload);
    socket.getOutputStream().write(out.toByteArray());
    return this;
  }

  /** Sends a request without a body: a good one, and what a test adds to it. */
  Http2Wire get(int stream, String... more) throws IOException {
    return frame(HEADERS, END_STREAM | END_HEADERS, stream, block(good("GET"), more));
  }

  /** The fields of a good request, as name and value in turn. */
  static String[] good(String method) {
    return new String[] {
      ":method", method, ":scheme", "https", ":authority", "localhost", ":path", "/"
    };
  }

  /** A block of fields, each written out in full. */
  static byte[] block(String[] fields, String... more) {
    var out = new ByteArrayOutputStream();
    for (String[] some : new String[][] {fields, more}) {
      for (int i = 0; i < some.length; i += 2) {
        out.write(0);
        text(out, some[i]);
        text(out, some[i + 1]);
      }
    }
    return out.toByteArray();
  }

  /** A string of HPACK: its length with a prefix of seven bits, then its bytes as they are. */
  private static void text(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int rest = bytes.length;
    if (rest < 127) {
      out.write(rest);
    } else {
      out.write(127);
      for (rest -= 127; rest >= 128; rest >>= 7) {
        out.write((rest & 127) | 128);
      }
      out.write(rest);
    }
    out.writeBytes(bytes);
  }

  /** The next frame that is no mere housekeeping; null at the connection's end. */
  Frame next() throws IOException {
    while (true) {
      Frame frame;
      try {
        int size = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        frame = new Frame(type, flags, in.readInt() & 0x7fffffff, in.readNBytes(size));
      } catch (java.net.SocketTimeoutException e) {
        throw new AssertionError("the connection said nothing more", e);
      } catch (IOException e) {
        return null;
      }
      if (frame.type == DATA
          || frame.type == HEADERS
          || frame.type == RST_STREAM
          || frame.type == GOAWAY) {
        return frame;
      }
    }
  }

  /** How a stream ends: its status, or RST and a code, or GOAWAY and a code, or "end". */
  String outcome(int stream) throws Exception {
    for (Frame frame = next(); frame != null; frame = next()) {
      if (frame.type == GOAWAY) {
        return "GOAWAY " + frame.error();
      }
      if (frame.type == HEADERS) {
        // Each block is read, whoever it is for: they share one table.
        String status =
            headers
                .decodeHeaders(frame.stream, Unpooled.wrappedBuffer(frame.payload))
                .status()
                .toString();
        if (frame.stream == stream) {
          return status;
        }
      } else if (frame.type == RST_STREAM && frame.stream == stream) {
        return "RST " + frame.error();
      }
    }
    return "end";
  }

  /** The next bytes of a stream's body, as many as asked for or as there are. */
  String body(int stream, int bytes) throws IOException {
    var body = new ByteArrayOutputStream();
    while (body.size() < bytes) {
      Frame frame = next();
      if (frame == null || frame.type == RST_STREAM) {
        break;
      }
      if (frame.type == DATA && frame.stream == stream) {
        body.writeBytes(frame.payload);
      }
    }
    return body.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
