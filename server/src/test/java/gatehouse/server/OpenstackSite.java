package gatehouse.server;

import gatehouse.doors.wire.Json;
import gatehouse.server.Client.Answer;
import gatehouse.server.S3Site.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A server with a user, and a shell into which the user's openrc file is pasted. */
final class OpenstackSite implements AutoCloseable {
  private final Path folder;
  final ServerProcess server;
  final Client admin;
  final String users;
  final String id;
  final String name;
  final String openstackId;
  final String project;
  private String password;

  private OpenstackSite(Path folder, ServerProcess server) throws IOException {
    this.folder = folder;
    this.server = server;
    this.admin = server.client().admin();
    this.project = admin.get("/1.0/cloud/project").json().get(0).asString();
    this.users = "/1.0/cloud/project/" + project + "/user";
    JsonNode made = admin.post(users, "{\"roles\":[\"objectstore_operator\"]}").json();
    this.id = made.path("id").asString();
    this.name = made.path("username").asString();
    this.openstackId = made.path("openstackId").asString();
    this.password = made.path("password").asString();
    Answer file = admin.get(users + "/" + id + "/openrc?region=LOCAL");
    Files.writeString(folder.resolve("openrc"), file.json().path("content").asString());
  }

  static OpenstackSite start(Path folder) throws IOException {
    return new OpenstackSite(folder, ServerProcess.start(folder.resolve("data")));
  }

  String password() {
    return password;
  }

  /** Gives the user another password; the old one ends. */
  String regenerate() throws IOException {
    password =
        admin.post(users + "/" + id + "/regeneratePassword", "").json().path("password").asString();
    return password;
  }

  /** A token of the user. */
  String token() throws IOException {
    var who = Map.of("name", name, "domain", Map.of("id", "default"), "password", password);
    var identity = Map.of("methods", List.of("password"), "password", Map.of("user", who));
    Answer given =
        server
            .client()
            .post("/v3/auth/tokens", Json.text(Map.of("auth", Map.of("identity", identity))));
    return given
        .head()
        .lines()
        .filter(line -> line.startsWith("X-Subject-Token: "))
        .map(line -> line.substring("X-Subject-Token: ".length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(given));
  }

  /** Where the project's objects are by Swift. */
  String swift() {
    return server.objectStorage() + "/v1/AUTH_" + project;
  }

  /** Sets the user's policy. */
  Answer policy(String document) throws IOException {
    return admin.post(users + "/" + id + "/policy", "{\"policy\":" + Json.text(document) + "}");
  }

  Path folder() {
    return folder;
  }

  /** Runs a line of a shell into which the file was pasted, typing the password. */
  Outcome shell(String line) throws Exception {
    return shell(line, password);
  }

  Outcome shell(String line, String typed) throws Exception {
    Process process =
        new ProcessBuilder("/bin/bash", "-c", ". ./openrc >/dev/null && " + line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    try (var in = process.getOutputStream()) {
      in.write((typed + "\n").getBytes(StandardCharsets.UTF_8));
    }
    byte[] out = process.getInputStream().readAllBytes();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("it does not end: " + line);
    }
    return new Outcome(process.exitValue(), new String(out, StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
