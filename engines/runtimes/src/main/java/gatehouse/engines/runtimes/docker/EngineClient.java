package gatehouse.engines.runtimes.docker;

import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks HTTP with the engine at its socket: JSON there and back. */
final class EngineClient implements Closeable {
  private static final int CONNECTIONS = 64;
  private static final int LONGEST_ANSWER = 8 << 20;

  /** Making a container on a busy machine takes its time; a pull says something now and then. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final JsonMapper json = JsonMapper.builder().build();
  private final Path socket;
  private final DockerHttpClient http;

  EngineClient(Path socket) {
    this.socket = socket;
    this.http =
        new ApacheDockerHttpClient.Builder()
            .dockerHost(URI.create("unix://" + socket))
            .maxConnections(CONNECTIONS)
            .connectionTimeout(Duration.ofSeconds(10))
            .responseTimeout(PATIENCE)
            .build();
  }

  Path socket() {
    return socket;
  }

  /** A part of a path or a query, so that it stays one. */
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  JsonNode get(String path) throws EngineFault {
    return ask("GET", path, Map.of(), null);
  }

  void delete(String path) throws EngineFault {
    var _ = ask("DELETE", path, Map.of(), null);
  }

  JsonNode post(String path, @Nullable Object body) throws EngineFault {
    return ask("POST", path, Map.of(), body == null ? null : json.writeValueAsBytes(body));
  }

  /** Sends bytes that are no JSON. */
  JsonNode postBytes(String path, String type, byte[] body) throws EngineFault {
    return ask("POST", path, Map.of("Content-Type", type), body);
  }

  /** Asks for something that tells of its progress, a JSON object a line. */
  void postAndFollow(String path, Map<String, String> headers, Consumer<JsonNode> told)
      throws EngineFault {
    try (var response = http.execute(request("POST", path, headers, null))) {
      requireGood(response);
      var lines =
          new BufferedReader(new InputStreamReader(response.getBody(), StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          told.accept(json.readTree(line));
        }
      }
    } catch (EngineFault e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw silence(e);
    }
  }

  private JsonNode ask(
      String method, String path, Map<String, String> headers, byte @Nullable [] body)
      throws EngineFault {
    try (var response = http.execute(request(method, path, headers, body))) {
      requireGood(response);
      byte[] answer = read(response);
      return answer.length == 0 ? json.createObjectNode() : json.readTree(answer);
    } catch (JacksonException e) {
      // Where text was enough an engine says text.
      return json.createObjectNode();
    } catch (EngineFault e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw silence(e);
    }
  }

  private static Request request(
      String method, String path, Map<String, String> headers, byte @Nullable [] body) {
    var request = Request.builder().method(method).path(path);
    request.putHeader("Accept", "application/json");
    if (body != null && !headers.containsKey("Content-Type")) {
      request.putHeader("Content-Type", "application/json");
    }
    headers.forEach(request::putHeader);
    if (body != null) {
      request.bodyBytes(body);
    }
    return request.build();
  }

  private void requireGood(DockerHttpClient.Response response) throws IOException {
    int status = response.getStatusCode();
    if (status >= 400) {
      throw new EngineFault(status, sentence(read(response), status));
    }
  }

  private static byte[] read(DockerHttpClient.Response response) throws IOException {
    InputStream body = response.getBody();
    return body == null ? new byte[0] : body.readNBytes(LONGEST_ANSWER);
  }

  private String sentence(byte[] answer, int status) {
    String text = new String(answer, StandardCharsets.UTF_8).strip();
    try {
      JsonNode told = json.readTree(text);
      String message = told.path("message").asString("");
      return message.isEmpty() ? told.path("cause").asString(text) : message;
    } catch (JacksonException e) {
      return text.isEmpty() ? "status " + status : text;
    }
  }

  private EngineFault silence(Exception e) {
    Throwable cause = e;
    for (Throwable deeper = e; deeper != null; deeper = deeper.getCause()) {
      cause = deeper;
    }
    String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new EngineFault(0, "no container engine answers at " + socket + ": " + why);
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
