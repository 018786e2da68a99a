package gatehouse.server;

import gatehouse.core.administration.Accounts.FirstAccount;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.UserName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server. */
final class GatehouseServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatehouseServer.class);
  private static final UserName FIRST_ACCOUNT = new UserName("admin");

  private final Lifecycle lifecycle;
  private final DataFolder folder;
  private final Wiring wiring;
  private final Optional<FirstSignIn> firstSignIn;

  private GatehouseServer(
      Lifecycle lifecycle, DataFolder folder, Wiring wiring, Optional<FirstSignIn> firstSignIn) {
    this.lifecycle = lifecycle;
    this.folder = folder;
    this.wiring = wiring;
    this.firstSignIn = firstSignIn;
  }

  /**
   * How to sign in for the first time.
   *
   * @param password the generated password, or empty where one was given
   */
  record FirstSignIn(UserName name, Optional<Secret> password, Optional<Secret> setUpCode) {}

  /**
   * Starts everything; what was started is stopped again where something fails.
   *
   * @param progress is told what takes a while
   * @throws Config.Faulty where the data folder or a port cannot be had
   */
  static GatehouseServer start(Config config, Consumer<String> progress)
      throws IOException, Config.Faulty {
    var lifecycle = new Lifecycle();
    try {
      DataFolder folder =
          lifecycle.add(
              "data folder", DataFolder.open(config.data(), config.databaseUrl().isEmpty()));
      Ports.requireFree(config);
      if (config.databaseUrl().isEmpty()) {
        boolean first = Files.notExists(folder.path().resolve("postgres"));
        progress.accept(
            first ? "Making a database (this once, some seconds) …" : "Starting the database …");
      }
      var wiring =
          new Wiring(config, folder, new SecureRandom(), InstantSource.system(), lifecycle);
      Optional<Secret> given = givenPassword(config);
      wiring.start();
      wiring.projects().createFirst();
      Optional<FirstSignIn> first =
          wiring.accounts().createFirst(FIRST_ACCOUNT, given).map(GatehouseServer::signIn);
      wiring.open();
      return new GatehouseServer(lifecycle, folder, wiring, first);
    } catch (IOException | Config.Faulty | RuntimeException e) {
      lifecycle.close();
      throw e;
    }
  }

  private static FirstSignIn signIn(FirstAccount first) {
    return new FirstSignIn(first.account().name(), first.password(), first.setUpCode());
  }

  private static Optional<Secret> givenPassword(Config config) throws IOException {
    Optional<Path> file = config.adminPasswordFile();
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(new Secret(Files.readString(file.get()).strip()));
  }

  /** How people reach the panel. */
  String url() {
    return wiring.publicUrl();
  }

  /** How clients of object storage reach it; empty where it is off. */
  Optional<String> objectStorage() {
    return wiring.objectStorage();
  }

  /** The port of SSH to workloads; empty where it is off. */
  Optional<Integer> sshPort() {
    return wiring.sshPort();
  }

  /** What the operator should know. */
  List<String> remarks() {
    return wiring.remarks();
  }

  /** How to sign in, at the very first start. */
  Optional<FirstSignIn> firstSignIn() {
    return firstSignIn;
  }

  /** Lets nobody in any more and waits for what is in flight. */
  void drain(Duration longest) {
    boolean stopWorkloads = false;
    try {
      stopWorkloads = folder.takeStopOfWorkloads();
    } catch (IOException e) {
      LOG.warn("whether workloads shall end cannot be read: they go on", e);
    }
    wiring.drain(longest, stopWorkloads);
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
