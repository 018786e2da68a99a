package gatehouse.server;

import gatehouse.doors.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Speaks HTTP/1.1 to a server on this machine over a plain socket, so that a test sees what passes
 * on the wire. One connection per request.
 */
final class Client {
  private static final int PATIENCE_MILLIS = 60_000;

  private final int port;
  private final String authorization;
  private final String source;

  Client(int port) {
    this(port, "", "127.0.0.1");
  }

  private Client(int port, String authorization, String source) {
    this.port = port;
    this.authorization = authorization;
    this.source = source;
  }

  /** The same client at another address of this machine, as {@code 127.1.2.3}. */
  Client from(String address) {
    return new Client(port, authorization, address);
  }

  /** What came back. */
  record Answer(int status, String head, String body) {

    /** The body as JSON. */
    JsonNode json() {
      return Json.mapper().readTree(body);
    }

    /** The first header of a name, or empty. */
    String header(String name) {
      return head.lines()
          .filter(
              line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  /** The same client with a bearer. */
  Client bearer(String token) {
    return new Client(port, "Bearer " + token, source);
  }

  /** The same client with user and password. */
  Client basic(String name, String password) {
    String pair = name + ":" + password;
    return new Client(
        port,
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)),
        source);
  }

  /** The bearer it presents. */
  String token() {
    return authorization.substring("Bearer ".length());
  }

  /** The same client of another server. */
  Client at(int otherPort) {
    return new Client(otherPort, authorization, source);
  }

  /** The same client, signed in as the installation's account. */
  Client admin() throws IOException {
    return signedIn("admin", ServerProcess.ADMIN_PASSWORD);
  }

  /** The same client, signed in by the command line's way. */
  Client signedIn(String name, String password) throws IOException {
    Answer answer =
        send(
            "POST",
            "/v1/gatehouse/session",
            "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}");
    if (answer.status() != 200) {
      throw new IOException("could not sign in: " + answer);
    }
    return bearer(answer.json().get("token").asString());
  }

  Answer get(String path) throws IOException {
    return send("GET", path, "");
  }

  Answer delete(String path) throws IOException {
    return send("DELETE", path, "");
  }

  Answer post(String path, String json) throws IOException {
    return send("POST", path, json);
  }

  Answer put(String path, String json) throws IOException {
    return send("PUT", path, json);
  }

  /** Gets from a workload's own address. */
  Answer getFrom(String url) throws IOException {
    URI uri = URI.create(url);
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return exchange(request("GET", path, uri.getHost() + ":" + port, "", "Connection: close\r\n"));
  }

  /** Puts something at a workload's own address. */
  Answer putTo(String url, String json) throws IOException {
    URI uri = URI.create(url);
    return exchange(
        request(
            "PUT", uri.getRawPath(), uri.getHost() + ":" + port, json, "Connection: close\r\n"));
  }

  /** Posts something to a workload's own address. */
  Answer postTo(String url, String json) throws IOException {
    URI uri = URI.create(url);
    return exchange(
        request(
            "POST", uri.getRawPath(), uri.getHost() + ":" + port, json, "Connection: close\r\n"));
  }

  /** Sends a request to the panel's host. */
  Answer send(String method, String path, String body) throws IOException {
    return exchange(request(method, path, "localhost:" + port, body, "Connection: close\r\n"));
  }

  /**
   * Sends a body as it is to the panel's host.
   *
   * @param moreHeaders each ended by CRLF
   */
  Answer sendBytes(String method, String path, byte[] body, String moreHeaders) throws IOException {
    String head =
        request(
            method,
            path,
            "localhost:" + port,
            "",
            "Connection: close\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length
                + "\r\n"
                + moreHeaders);
    return exchange(head, body);
  }

  /** Sends a form to the panel's host. */
  Answer form(String path, String fields) throws IOException {
    byte[] body = fields.getBytes(StandardCharsets.UTF_8);
    String more =
        "Connection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + body.length
            + "\r\n";
    return exchange(request("POST", path, "localhost:" + port, "", more), body);
  }

  /** Opens a stream from a workload's own address; the caller reads the socket to its end. */
  Socket open(String url, String moreHeaders) throws IOException {
    URI uri = URI.create(url);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String path = (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath()) + query;
    Socket socket = connect();
    socket
        .getOutputStream()
        .write(
            request("GET", path, uri.getHost() + ":" + port, "", moreHeaders)
                .getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  /** Opens a WebSocket and returns its connection once the upgrade is answered. */
  Socket webSocket(String url) throws IOException {
    Socket socket =
        open(
            url,
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    String head = readHead(socket.getInputStream());
    if (!head.startsWith("HTTP/1.1 101")) {
      socket.close();
      throw new IOException("no WebSocket: " + head);
    }
    return socket;
  }

  /** Reads up to the empty line that ends a head. */
  static String readHead(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (true) {
      int next = in.read();
      if (next < 0) {
        return head.toString(StandardCharsets.UTF_8);
      }
      head.write(next);
      byte[] bytes = head.toByteArray();
      int n = bytes.length;
      if (n >= 4 && bytes[n - 1] == '\n' && bytes[n - 2] == '\r' && bytes[n - 3] == '\n') {
        return head.toString(StandardCharsets.UTF_8);
      }
    }
  }

  private Answer exchange(String request) throws IOException {
    return exchange(request, new byte[0]);
  }

  private Answer exchange(String request, byte[] content) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      writeWhatIsTaken(socket, content);
      InputStream in = socket.getInputStream();
      String head = readHead(in);
      if (head.isEmpty()) {
        throw new IOException("closed without an answer");
      }
      int status = Integer.parseInt(head.substring(9, 12));
      byte[] rest = status == 204 || status == 304 ? new byte[0] : in.readAllBytes();
      String body =
          head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")
              ? unchunked(rest)
              : new String(rest, StandardCharsets.UTF_8);
      return new Answer(status, head, body);
    }
  }

  /** A server that refuses a body need not read it to its end. */
  private static void writeWhatIsTaken(Socket socket, byte[] body) {
    try {
      socket.getOutputStream().write(body);
    } catch (IOException e) {
      // The answer, read next, says why.
    }
  }

  private static String unchunked(byte[] bytes) {
    var body = new ByteArrayOutputStream();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = 0;
    while (at < bytes.length) {
      int end = text.indexOf("\r\n", at);
      int size = end < 0 ? 0 : Integer.parseInt(text.substring(at, end).strip(), 16);
      if (size == 0) {
        break;
      }
      body.write(bytes, end + 2, Math.min(size, bytes.length - end - 2));
      at = end + 2 + size + 2;
    }
    return body.toString(StandardCharsets.UTF_8);
  }

  private String request(String method, String path, String host, String body, String more) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: "
        + host
        + "\r\n"
        + (authorization.isEmpty() ? "" : "Authorization: " + authorization + "\r\n")
        + "Accept: application/json\r\n"
        + (bytes.length > 0
            ? "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n"
            : "")
        + more
        + "\r\n"
        + body;
  }

  private Socket connect() throws IOException {
    var socket = new Socket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.bind(new InetSocketAddress(source, 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    return socket;
  }
}
