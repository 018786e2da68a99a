package gatehouse.doors.cli.remote;

import gatehouse.doors.cli.terminal.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Requests to one server in one name. Redirects are not followed: a credential goes nowhere else.
 */
public final class Remote {
  private static final String ANYTHING =
      "application/json, text/plain;q=0.9, application/x-ndjson;q=0.9";

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Address address;
  private final @Nullable String token;
  private final @Nullable String project;
  private final Progress progress;
  private final HttpClient client;

  /**
   * A way to the server.
   *
   * @param token sent as a bearer token, where there is one
   * @param project the project meant by routes that do not name one, where it is not the caller's
   */
  public Remote(
      Address address, @Nullable String token, @Nullable String project, Progress progress) {
    this.address = address;
    this.token = token;
    this.project = project;
    this.progress = progress;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Where it asks. */
  public Address address() {
    return address;
  }

  /** What stands there. */
  public JsonNode get(Route route) {
    return json(send("GET", route, null));
  }

  /** Asks for something to be done. */
  public JsonNode post(Route route, JsonNode body) {
    return json(send("POST", route, body));
  }

  /** Asks for something to be done that needs no words. */
  public JsonNode post(Route route) {
    return json(send("POST", route, null));
  }

  /** Puts something in place. */
  public JsonNode put(Route route, @Nullable JsonNode body) {
    return json(send("PUT", route, body));
  }

  /** Takes something away. */
  public JsonNode delete(Route route) {
    return json(send("DELETE", route, null));
  }

  /**
   * The text that stands there, as it is: not as JSON where the server could answer with either.
   */
  public String text(Route route) {
    return send("GET", route, null, "text/plain");
  }

  /** Copies what stands there, however long it is. */
  public void copy(Route route, OutputStream to) {
    HttpResponse<InputStream> response =
        answer("GET", route, null, ANYTHING, BodyHandlers.ofInputStream(), "Asking " + address);
    try (InputStream body = response.body()) {
      if (response.statusCode() >= 300) {
        String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        throw Refusals.in(response.statusCode(), text, token != null, address);
      }
      body.transferTo(to);
    } catch (IOException e) {
      throw new Failure("The answer broke off: " + e.getMessage() + ". Try again.");
    }
  }

  /** Opens the log that stands there, to follow it. */
  public LogStream follow(Route route) {
    return LogStream.open(client, address, route, this::signed, token != null);
  }

  /** Runs the command that stands there. */
  public CommandStream command(Route route) {
    return CommandStream.open(client, address, route, this::signed, token != null);
  }

  private String send(String method, Route route, @Nullable JsonNode body) {
    return send(method, route, body, ANYTHING);
  }

  private String send(String method, Route route, @Nullable JsonNode body, String accepted) {
    HttpResponse<String> response =
        answer(
            method,
            route,
            body,
            accepted,
            BodyHandlers.ofString(StandardCharsets.UTF_8),
            "Waiting for " + address);
    if (response.statusCode() >= 300) {
      throw Refusals.in(response.statusCode(), response.body(), token != null, address);
    }
    return response.body();
  }

  private <T> HttpResponse<T> answer(
      String method,
      Route route,
      @Nullable JsonNode body,
      String accepted,
      HttpResponse.BodyHandler<T> handler,
      String waiting) {
    var request = HttpRequest.newBuilder(address.at(route)).timeout(PATIENCE);
    request.header("Accept", accepted);
    signed((name, value) -> request.header(name, value));
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(Json.compact(body)));
    }
    try {
      return progress.during(waiting, client.sendAsync(request.build(), handler));
    } catch (HttpTimeoutException e) {
      throw new Failure(address + " did not answer in time. Is it overloaded or stopped?");
    } catch (IOException e) {
      throw Refusals.unreachable(address);
    }
  }

  private void signed(Header header) {
    header.add("User-Agent", Agent.NAME);
    if (token != null) {
      header.add("Authorization", "Bearer " + token);
    }
    if (project != null) {
      header.add("X-Gatehouse-Project", project);
    }
    String host = address.hostHeader();
    if (host != null) {
      header.add("Host", host);
    }
  }

  private JsonNode json(String body) {
    try {
      return Json.read(body);
    } catch (JacksonException e) {
      throw new Failure(address + " did not answer in JSON: is it a Gatehouse?");
    }
  }

  /** Takes a header. */
  interface Header {
    void add(String name, String value);
  }
}
