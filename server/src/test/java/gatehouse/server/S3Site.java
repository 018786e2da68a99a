package gatehouse.server;

import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A server with a user who may use object storage, and the real clients set up for them. */
final class S3Site implements AutoCloseable {
  static final String USERS = "/v1/gatehouse/project/-/user";

  private final Path folder;
  final ServerProcess server;
  final Client admin;
  final String endpoint;
  final int port;
  final String user;
  final String userId;
  final String access;
  final String secret;

  private S3Site(Path folder, ServerProcess server) throws IOException {
    this.folder = folder;
    this.server = server;
    this.admin = server.client().admin();
    this.endpoint = server.objectStorage();
    this.port = URI.create(endpoint).getPort();
    Answer made =
        admin.post(USERS, "{\"description\":\"Data\",\"roles\":[\"objectstore_operator\"]}");
    if (made.status() != 200) {
      throw new AssertionError(made);
    }
    JsonNode person = made.json().path("user");
    this.user = person.path("username").asString();
    this.userId = person.path("id").asString();
    JsonNode key = newKey();
    this.access = key.path("access").asString();
    this.secret = key.path("secret").asString();
  }

  static S3Site start(Path folder, String... flags) throws IOException {
    return new S3Site(folder, ServerProcess.start(folder.resolve("data"), flags));
  }

  JsonNode newKey() throws IOException {
    return admin.send("POST", USERS + "/" + user + "/s3-key", "").json();
  }

  Answer deleteKey(String which) throws IOException {
    return admin.delete(USERS + "/" + user + "/s3-key/" + which);
  }

  Answer policy(String document) throws IOException {
    return admin.put(
        USERS + "/" + user + "/policy",
        "{\"policy\":" + gatehouse.doors.wire.Json.text(document) + "}");
  }

  Path folder() {
    return folder;
  }

  /** What a client printed, and how it ended. */
  record Outcome(int status, String out) {
    String succeeded() {
      if (status != 0) {
        throw new AssertionError("exit " + status + ": " + out);
      }
      return out;
    }
  }

  /** The AWS command line. */
  Outcome aws(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("aws", "--endpoint-url", "http://127.0.0.1:" + port));
    command.addAll(Arrays.asList(arguments));
    return run(command);
  }

  /** Runs a client with the user's key in its environment. */
  Outcome run(List<String> command) throws Exception {
    Process process = start(command);
    byte[] out = process.getInputStream().readAllBytes();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("it does not end: " + command);
    }
    return new Outcome(process.exitValue(), new String(out, StandardCharsets.UTF_8));
  }

  Process start(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(environment());
    return builder.start();
  }

  private Map<String, String> environment() {
    var environment = new HashMap<String, String>();
    environment.put("AWS_ACCESS_KEY_ID", access);
    environment.put("AWS_SECRET_ACCESS_KEY", secret);
    environment.put("AWS_DEFAULT_REGION", "local");
    environment.put("AWS_MAX_ATTEMPTS", "1");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_PAGER", "");
    environment.put("HOME", folder.toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("RESTIC_PASSWORD", "for the test");
    return environment;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
