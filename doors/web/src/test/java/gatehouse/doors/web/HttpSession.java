package gatehouse.doors.web;

import gatehouse.core.identity.Secret;
import gatehouse.doors.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Sends requests to a server on the loopback address; immutable. */
public final class HttpSession {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  static {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,origin");
  }

  private final int port;
  private final Map<String, String> headers;

  HttpSession(int port) {
    this(port, Map.of());
  }

  private HttpSession(int port, Map<String, String> headers) {
    this.port = port;
    this.headers = headers;
  }

  /** An answer. */
  public record Answer(int status, String body, HttpResponse<byte[]> response) {
    /** The body as JSON. */
    public JsonNode json() {
      return Json.mapper().readTree(body);
    }

    /** A header, or the empty text. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /** The same with a header. */
  public HttpSession with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpSession(port, more);
  }

  /** The same as the holder of a bearer. */
  public HttpSession as(Secret bearer) {
    return with("Authorization", "Bearer " + bearer.value());
  }

  /** The same by name and password. */
  public HttpSession as(String name, Secret password) {
    String pair = name + ":" + password.value();
    return with(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  /** The same with the panel's cookie. */
  public HttpSession cookie(Secret session) {
    return with("Cookie", PanelSession.NAME + "=" + session.value());
  }

  /** The address of a path. */
  public URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  public Answer post(String path, String body) {
    return send("POST", path, body.getBytes(StandardCharsets.UTF_8));
  }

  public Answer put(String path, String body) {
    return send("PUT", path, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a form. */
  public Answer form(String path, String fields) {
    return with("Content-Type", "application/x-www-form-urlencoded").post(path, fields);
  }

  /** Sends bytes. */
  public Answer send(String method, String path, byte[] body) {
    var request =
        HttpRequest.newBuilder(uri(path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(
          response.statusCode(), new String(response.body(), StandardCharsets.UTF_8), response);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gets an answer whose body is read as it comes. */
  public HttpResponse<InputStream> open(String path) {
    var request = HttpRequest.newBuilder(uri(path)).GET();
    headers.forEach(request::header);
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends bytes as they are, and reads until the server closes. */
  public String raw(String bytes) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
