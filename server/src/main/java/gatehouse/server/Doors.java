package gatehouse.server;

import gatehouse.core.access.FailureBudget;
import gatehouse.core.workload.KeyOwners;
import gatehouse.doors.api.ai.Addresses;
import gatehouse.doors.api.ai.LogRoutes;
import gatehouse.doors.api.pages.Frame;
import gatehouse.doors.gateway.Gateway;
import gatehouse.doors.gateway.GatewayConfig;
import gatehouse.doors.gateway.GatewayLimits;
import gatehouse.doors.ssh.SshConfig;
import gatehouse.doors.ssh.SshDoor;
import gatehouse.doors.web.CallProjects;
import gatehouse.doors.web.Doorkeeper;
import gatehouse.doors.web.Limits;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Builds the doors over the use cases: the web server behind a Unix socket, and the front door
 * before it.
 */
final class Doors {
  private static final int LONGEST_SOCKET_PATH = 100;
  private static final int SSH_FAILURES_KEPT = 100_000;
  private final WebServer web;
  private final Gateway gateway;
  private final Optional<SshDoor> ssh;
  private final List<String> remarks;
  private final Path socket;
  private final String publicUrl;
  private final List<Resource> resources;

  Doors(
      Config config,
      DataFolder folder,
      Keys keys,
      SecureRandom random,
      InstantSource clock,
      Executor threads,
      LogRoutes.Pause pause,
      UseCases.Access access,
      UseCases.Administration administration,
      UseCases.Work work,
      ObjectStorage objects)
      throws IOException {
    int port = config.port() == 0 ? freePort(config.bind()) : config.port();
    publicUrl = config.publicUrl().map(URI::toString).orElseGet(() -> url(config, port));
    socket = socketIn(folder);
    SshPort sshPort = config.ssh().at(config.bind(), port);
    resources =
        new Resources(
                new Addresses(URI.create(publicUrl), sshPort.on() ? sshPort.number() : 0),
                pause,
                clock)
            .all(config, access, administration, work, objects);
    remarks = sshPort.remarks();
    ssh =
        sshPort.on()
            ? Optional.of(ssh(config, sshPort, keys, access, work, threads, clock))
            : Optional.empty();
    var doorkeeper =
        new Doorkeeper(
            access.signIn(),
            access.signedCalls(),
            access.lease(),
            new CallProjects(administration.store()),
            administration.uses(),
            clock,
            List.of(URI.create(publicUrl)));
    web = new WebServer(doorkeeper, access.lease(), Limits.USUAL, threads, random, Frame::problem);
    gateway =
        new Gateway(
            new GatewayConfig(
                config.bind(),
                port,
                config.domain(),
                panelHosts(config),
                publicUrl,
                socket,
                GatewayLimits.DEFAULTS,
                tls(config),
                List.copyOf(config.trustedProxies())),
            access.signIn(),
            access.connections(),
            access.lease(),
            work.live(),
            administration.sessions(),
            keys.identity(),
            threads,
            clock);
  }

  private static SshDoor ssh(
      Config config,
      SshPort port,
      Keys keys,
      UseCases.Access access,
      UseCases.Work work,
      Executor threads,
      InstantSource clock) {
    return new SshDoor(
        new SshConfig(config.bind(), port.number(), keys.host()),
        new SshDoor.Base(
            new KeyOwners(work.live(), access.view()),
            work.commands(),
            access.connections(),
            access.lease(),
            new FailureBudget(clock, SSH_FAILURES_KEPT),
            threads,
            clock));
  }

  WebServer web() {
    return web;
  }

  Gateway gateway() {
    return gateway;
  }

  String publicUrl() {
    return publicUrl;
  }

  void open(WebServer behind, Gateway front) throws IOException {
    Files.deleteIfExists(socket);
    behind.start(new WebServer.Address.Unix(socket), resources);
    front.start();
  }

  /** Opens the SSH door, where there is one. */
  void openSsh(Lifecycle lifecycle) throws IOException {
    if (ssh.isPresent()) {
      try {
        lifecycle.add("SSH", ssh.get()).start();
      } catch (IOException e) {
        throw new IOException(
            "SSH cannot be listened for: give --ssh-port another one, or off.", e);
      }
    }
  }

  /** The port of SSH to workloads; empty where it is off. */
  Optional<Integer> sshPort() {
    return ssh.map(SshDoor::port);
  }

  /** What the operator should know. */
  List<String> remarks() {
    return remarks;
  }

  void drain(Duration longest) {
    gateway.drain(longest);
    web.drain(Duration.ofSeconds(1));
  }

  private static GatewayConfig.@Nullable TlsFiles tls(Config config) {
    return config
        .tls()
        .map(files -> new GatewayConfig.TlsFiles(files.certificate(), files.key()))
        .orElse(null);
  }

  private static Set<String> panelHosts(Config config) {
    return config
        .publicUrl()
        .map(url -> Set.of(config.domain(), url.getHost()))
        .orElseGet(() -> Set.of(config.domain()));
  }

  private static String url(Config config, int port) {
    boolean secure = config.tls().isPresent();
    String scheme = secure ? "https" : "http";
    boolean usual = port == (secure ? 443 : 80);
    return scheme + "://" + config.domain() + (usual ? "" : ":" + port);
  }

  private static int freePort(String bind) throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getByName(bind))) {
      return probe.getLocalPort();
    }
  }

  /**
   * In the data folder where its path is short enough for the kernel, else in a folder of its own.
   */
  private static Path socketIn(DataFolder folder) throws IOException {
    Path path = folder.privateFolder("web").resolve("web.sock");
    return path.toString().length() <= LONGEST_SOCKET_PATH
        ? path
        : Files.createTempDirectory("gatehouse").resolve("web.sock");
  }
}
