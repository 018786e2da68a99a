package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** OpenStack Swift with its S3 API, all of it on this machine and in one folder. */
final class SwiftSite implements AutoCloseable {
  /** Accounts of their own, each with the same secret. */
  static final int ACCOUNTS = 60;

  static final String SECRET = "testing";

  private final Path folder;
  private final List<Process> servers = new ArrayList<>();
  private final int port;

  private SwiftSite(Path folder) throws Exception {
    this.folder = folder;
    Files.createDirectories(folder.resolve("devices/one"));
    for (String ring : List.of("account", "container", "object")) {
      int at = freePort();
      run("swift-ring-builder", ring + ".builder", "create", "2", "1", "0");
      run("swift-ring-builder", ring + ".builder", "add", "r1z1-127.0.0.1:" + at + "/one", "1");
      run("swift-ring-builder", ring + ".builder", "rebalance");
      begin(ring, ringServer(ring, at));
    }
    port = freePort();
    begin("proxy", proxy(port));
  }

  static boolean isInstalled() {
    return List.of("proxy", "account", "container", "object").stream()
        .allMatch(each -> Files.isExecutable(Path.of("/usr/bin/swift-" + each + "-server")));
  }

  static SwiftSite start(Path folder) throws Exception {
    var site = new SwiftSite(folder);
    try {
      Until.holds(site::answers);
      return site;
    } catch (Exception | AssertionError e) {
      site.close();
      throw e;
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  static String accessKey(int account) {
    return "test" + account + ":tester";
  }

  private boolean answers() throws Exception {
    for (Process server : servers) {
      assertThat(server.isAlive()).as("a server of Swift ended").isTrue();
    }
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(url().resolve("/healthcheck")).build();
      return client.send(request, BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private void begin(String server, String settings) throws IOException {
    Path file = Files.writeString(folder.resolve(server + ".conf"), settings);
    servers.add(
        new ProcessBuilder("/usr/bin/swift-" + server + "-server", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(server + ".log").toFile())
            .start());
  }

  private void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("rings.log").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private String common(int at) {
    return """
        [DEFAULT]
        bind_ip = 127.0.0.1
        bind_port = %d
        workers = 0
        user = %s
        swift_dir = %s
        devices = %s
        mount_check = false
        fallocate_reserve = 0
        """
        .formatted(at, System.getProperty("user.name"), folder, folder.resolve("devices"));
  }

  private String ringServer(String ring, int at) {
    return common(at)
        + """
        [pipeline:main]
        pipeline = %1$s-server
        [app:%1$s-server]
        use = egg:swift#%1$s
        recon_cache_path = %2$s
        """
            .formatted(ring, folder);
  }

  private String proxy(int at) {
    var users = new StringBuilder();
    for (int i = 0; i < ACCOUNTS; i++) {
      users.append("user_test%d_tester = %s .admin\n".formatted(i, SECRET));
    }
    return common(at)
        + """
        [pipeline:main]
        pipeline = catch_errors healthcheck cache s3api tempauth copy slo versioned_writes symlink proxy-server
        [app:proxy-server]
        use = egg:swift#proxy
        account_autocreate = true
        [filter:catch_errors]
        use = egg:swift#catch_errors
        [filter:healthcheck]
        use = egg:swift#healthcheck
        [filter:cache]
        use = egg:swift#memcache
        memcache_servers = 127.0.0.1:1
        [filter:s3api]
        use = egg:swift#s3api
        [filter:copy]
        use = egg:swift#copy
        [filter:slo]
        use = egg:swift#slo
        [filter:versioned_writes]
        use = egg:swift#versioned_writes
        allow_object_versioning = true
        [filter:symlink]
        use = egg:swift#symlink
        [filter:tempauth]
        use = egg:swift#tempauth
        """
        + users;
  }

  @Override
  public void close() {
    servers.forEach(Process::destroy);
    for (Process server : servers) {
      Process _ = server.onExit().completeOnTimeout(server, 30, TimeUnit.SECONDS).join();
      server.destroyForcibly();
    }
  }
}
