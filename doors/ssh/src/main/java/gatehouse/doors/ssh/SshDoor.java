package gatehouse.doors.ssh;

import gatehouse.core.access.FailureBudget;
import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.NodeLease;
import gatehouse.core.workload.Commands;
import gatehouse.core.workload.KeyOwners;
import gatehouse.doors.web.LeaseGate;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.DHFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.random.JceRandomFactory;
import org.apache.sshd.common.random.SingletonRandomFactory;
import org.apache.sshd.common.session.SessionHeartbeatController.HeartbeatType;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.global.NoMoreSessionsHandler;

/** SSH to workloads, on a port of its own: the user name is the workload's id. */
public final class SshDoor implements AutoCloseable {
  private static final Duration LOGIN_GRACE = Duration.ofSeconds(30);
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(30);
  private static final int MOST_KEYS_TRIED = 6;
  private static final int MOST_CHANNELS = 10;

  // First of all, for MINA looks at it when it is first used: also by what stands below.
  static {
    JdkSecurity.use();
  }

  /**
   * Those that a quantum computer does not break first. They are Bouncy Castle's, and are named
   * here so that it is loaded when somebody first asks for one rather than at each start.
   */
  private static final List<DHFactory> EXCHANGES =
      List.of(
          BuiltinDHFactories.mlkem768x25519,
          BuiltinDHFactories.sntrup761x25519,
          BuiltinDHFactories.sntrup761x25519_openssh,
          BuiltinDHFactories.mlkem768nistp256,
          BuiltinDHFactories.mlkem1024nistp384,
          BuiltinDHFactories.curve25519,
          BuiltinDHFactories.curve25519_libssh,
          BuiltinDHFactories.ecdhp256,
          BuiltinDHFactories.ecdhp384,
          BuiltinDHFactories.ecdhp521,
          BuiltinDHFactories.dhg16_512,
          BuiltinDHFactories.dhg18_512,
          BuiltinDHFactories.dhg14_256);

  private final SshServer server =
      ServerBuilder.builder()
          .randomFactory(new SingletonRandomFactory(JceRandomFactory.INSTANCE))
          .keyExchangeFactories(EXCHANGES.stream().map(ServerBuilder.DH2KEX).toList())
          .build(true);
  private final Guests guests;

  /** What it asks. */
  public record Base(
      KeyOwners owners,
      Commands commands,
      LiveConnections connections,
      NodeLease lease,
      FailureBudget budget,
      Executor threads,
      InstantSource clock) {}

  public SshDoor(SshConfig config, Base base) {
    guests = new Guests(base);
    server.setHost(config.bind());
    server.setPort(config.port());
    server.setKeyPairProvider(KeyPairProvider.wrap(config.key().pair()));
    server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    server.setPublickeyAuthenticator(guests);
    server.addSessionListener(guests);
    server.setIoServiceEventListener(guests);
    // Nothing but sessions: no ways to other hosts, no agent, no windows.
    server.setChannelFactories(List.of(ChannelSessionFactory.INSTANCE));
    server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    server.setGlobalRequestHandlers(
        List.of(KeepAliveHandler.INSTANCE, NoMoreSessionsHandler.INSTANCE));
    var programs =
        new Programs(guests, base.commands(), new LeaseGate(base.lease()), base.threads());
    server.setShellFactory(programs::shell);
    server.setCommandFactory(programs::command);
    server.setSubsystemFactories(List.of(programs.files()));
    CoreModuleProperties.AUTH_TIMEOUT.set(server, LOGIN_GRACE);
    CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
    CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, MOST_KEYS_TRIED);
    CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, MOST_CHANNELS);
    CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "GATEHOUSE");
    server.setSessionHeartbeat(HeartbeatType.IGNORE, SIGN_OF_LIFE);
  }

  /** Begins to listen. */
  public void start() throws IOException {
    server.start();
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
