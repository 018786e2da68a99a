package gatehouse.engines.images;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** The registry of Debian's package, over a folder of the test's. */
final class DebianRegistry implements AutoCloseable {
  private final Process process;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  DebianRegistry(Path program, Path folder) throws IOException, InterruptedException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path settings = folder.resolve("registry.yml");
    Files.writeString(
        settings,
        """
        version: 0.1
        storage:
          filesystem:
            rootdirectory: %s
        http:
          addr: 127.0.0.1:%d
        """
            .formatted(folder.resolve("registry"), port));
    process =
        new ProcessBuilder(program.toString(), "serve", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("registry.log").toFile())
            .start();
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!answers()) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new IOException(Files.readString(folder.resolve("registry.log")));
      }
      Thread.onSpinWait();
    }
  }

  String host() {
    return "127.0.0.1:" + port;
  }

  void push(String repository, String tag, ImageForTests image) throws Exception {
    String manifest = image.manifest();
    for (var blob : image.blobs.entrySet()) {
      if (!blob.getKey().equals(manifest)) {
        var begun = send("POST", "/v2/" + repository + "/blobs/uploads/", null, new byte[0]);
        String at = begun.headers().firstValue("Location").orElseThrow();
        expect(
            201,
            send(
                "PUT",
                at.substring(at.indexOf("/v2/"))
                    + (at.contains("?") ? "&" : "?")
                    + "digest="
                    + blob.getKey(),
                "application/octet-stream",
                blob.getValue()));
      }
    }
    expect(
        201,
        send(
            "PUT",
            "/v2/" + repository + "/manifests/" + tag,
            "application/vnd.oci.image.manifest.v1+json",
            image.blobs.get(manifest)));
  }

  private static void expect(int status, HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() != status) {
      throw new IOException(answer.statusCode() + ": " + answer.body());
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      return send("GET", "/v2/", null, new byte[0]).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpResponse<String> send(String method, String path, String type, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + host() + path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (type != null) {
      request.header("Content-Type", type);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
