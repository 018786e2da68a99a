package gatehouse.engines.runtimes.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.administration.EgressPolicy;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.Egress;
import gatehouse.core.workload.NetworkBytes;
import gatehouse.core.workload.RunId;
import gatehouse.engines.runtimes.agent.Dialer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way out of a sandbox, tried from inside; "the world" is a server on this machine. */
class EgressTest extends LocalTrials {
  private static final Subject PROJECT =
      Subject.project(new ProjectId("0123456789abcdef0123456789abcdef"));

  private final List<String> resolved = new CopyOnWriteArrayList<>();
  private final CountDownLatch hungUp = new CountDownLatch(1);
  private volatile Egress egress = Egress.NONE;
  private ServerSocket world;

  @Override
  OpenedRuntime open() {
    return new OpenedRuntime(LocalOptions.standard(), run -> egress.of(run), new World());
  }

  /** Names of the world, all of which lead to one server. */
  private final class World implements Dialer {
    @Override
    public List<InetAddress> resolve(String host) throws IOException {
      resolved.add(host);
      return switch (host) {
        case "public.example" -> List.of(InetAddress.ofLiteral("93.184.215.14"));
        case "rebound.example" -> List.of(InetAddress.ofLiteral("127.0.0.1"));
        case "metadata.example" -> List.of(InetAddress.ofLiteral("169.254.169.254"));
        case "10.1.2.3" -> List.of(InetAddress.ofLiteral("10.1.2.3"));
        default -> throw new UnknownHostException(host);
      };
    }

    @Override
    public SocketChannel connect(InetAddress address, int port, Duration atMost)
        throws IOException {
      return SocketChannel.open(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), world.getLocalPort()));
    }
  }

  /** Answers what it is told in capitals, and says when somebody hung up. */
  @BeforeEach
  void openTheWorld() throws IOException {
    world = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(
        () -> {
          while (!world.isClosed()) {
            try {
              Socket caller = world.accept();
              Thread.startVirtualThread(() -> answer(caller));
            } catch (IOException e) {
              return;
            }
          }
        });
  }

  private void answer(Socket caller) {
    try (caller) {
      byte[] buffer = new byte[8192];
      for (int n; (n = caller.getInputStream().read(buffer)) > 0; ) {
        String text = new String(buffer, 0, n, UTF_8).toUpperCase(java.util.Locale.ROOT);
        caller.getOutputStream().write(text.getBytes(UTF_8));
      }
    } catch (IOException e) {
      // Told below.
    } finally {
      hungUp.countDown();
    }
  }

  @AfterEach
  void closeTheWorld() throws IOException {
    world.close();
  }

  private void allow(String... rules) {
    EgressPolicy policy = EgressPolicy.of(List.of(rules));
    egress = run -> policy;
  }

  /** Python inside that connects through its proxy to a host and port, and says what it is told. */
  private static String[] connecting(String host, int port, String then) {
    return new String[] {
      "python3",
      "-c",
      """
      import os, socket, sys
      way = os.environ["HTTPS_PROXY"].removeprefix("http://").split(":")
      s = socket.create_connection((way[0], int(way[1])))
      s.sendall(b"CONNECT %s:%d HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n")
      answer = s.recv(4096).decode()
      print(answer.splitlines()[0], flush=True)
      print(answer.split("\\r\\n\\r\\n", 1)[1], flush=True)
      %s
      """
          .formatted(host, port, then)
    };
  }

  @Test
  void nothingIsReachedWithoutARule() {
    String said = outputOf(job(connecting("public.example", 443, "")));

    assertThat(said)
        .contains("403 Forbidden", "gatehouse egress allow public.example'")
        .doesNotContain("200 Connected");
    assertThat(resolved).isEmpty();
  }

  @Test
  void whatIsAllowedIsReachedBothWays() {
    allow("public.example");

    String said =
        outputOf(
            job(
                connecting(
                    "public.example",
                    443,
                    "s.sendall(b'hello out there'); print(s.recv(100).decode())")));

    assertThat(said).contains("200 Connected", "HELLO OUT THERE");
  }

  @Test
  void whatGoesOutAndComesInIsCounted() {
    allow("public.example");
    RunId run =
        start(
            job(
                connecting(
                    "public.example",
                    443,
                    "s.sendall(b'x' * 3000); n = 0\n"
                        + "while n < 3000: n += len(s.recv(4096))\n"
                        + "print('moved', flush=True); import time; time.sleep(1000)")));

    untilOutput(run, "moved");

    assertThat(runtime().usage(run).orElseThrow().network())
        .isEqualTo(new NetworkBytes(3000, 3000));
  }

  @Test
  void anotherPortIsNotAllowed() {
    allow("public.example");

    assertThat(outputOf(job(connecting("public.example", 22, "")))).contains("403 Forbidden");
  }

  @Test
  void aNameThatLeadsBackHereIsNotFollowed() {
    allow("*:*");

    assertThat(outputOf(job(connecting("rebound.example", 5432, "")))).contains("403 Forbidden");
    assertThat(outputOf(job(connecting("metadata.example", 80, ""))))
        .contains("403 Forbidden", "this machine and its link never are")
        .doesNotContain("egress allow");
    assertThat(outputOf(job(connecting("10.1.2.3", 443, "")))).contains("403 Forbidden");
    assertThat(hungUp.getCount()).isEqualTo(1);
  }

  @Test
  void aPrivateNetworkIsReachedWhereItIsNamed() {
    allow("10.1.0.0/16");

    assertThat(outputOf(job(connecting("10.1.2.3", 443, "")))).contains("200 Connected");
  }

  @Test
  void aHostThatIsNotThereIsSaidToBe() {
    allow("*");

    assertThat(outputOf(job(connecting("nowhere.example", 443, "")))).contains("502 Bad Gateway");
  }

  @Test
  void whatCannotBeReadAllowsNothing() {
    egress =
        run -> {
          throw new Refused(new Unavailable("The database does not answer."));
        };

    assertThat(outputOf(job(connecting("public.example", 443, "")))).contains("503");
  }

  @Test
  void otherMethodsAreRefused() {
    allow("*:*");
    String said =
        outputOf(
            shell(
                "python3 -c 'import urllib.request as u, os;"
                    + " p = u.ProxyHandler({\"http\": os.environ[\"HTTPS_PROXY\"]});"
                    + " u.build_opener(p).open(\"http://public.example/\")' 2>&1 | tail -1"));

    assertThat(said).contains("405");
  }

  @Test
  void whatIsNotAllowedAnyMoreIsClosed() throws InterruptedException {
    allow("public.example");
    RunId run =
        start(
            job(
                connecting(
                    "public.example",
                    443,
                    "s.sendall(b'open'); print(s.recv(9).decode(), flush=True);"
                        + " print('then', s.recv(9), flush=True)")));
    untilOutput(run, "OPEN");

    allow("other.example");
    opened.runtime().lookAgain(PROJECT);

    assertThat(hungUp.await(20, TimeUnit.SECONDS)).isTrue();
    untilOutput(run, "then b''");
  }

  @Test
  void theWayOutIsThereAgainAfterARestart() {
    allow("public.example");
    RunId run =
        start(
            shell(
                "while [ ! -e /workspace/go ]; do sleep 0.05; done; python3 -c '"
                    + connecting("public.example", 443, "")[2].replace("'", "\"")
                    + "'"));
    restarted();
    goOn(run);

    untilOutput(run, "200 Connected");
  }

  private void goOn(RunId run) {
    try {
      java.nio.file.Files.createFile(
          opened.data().resolve("workspaces").resolve(run.workload().toString()).resolve("go"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anEndedRunTakesItsConnectionsWithIt() throws InterruptedException {
    allow("public.example");
    RunId run =
        start(
            job(
                connecting(
                    "public.example",
                    443,
                    "s.sendall(b'open'); print(s.recv(9).decode(), flush=True); s.recv(9)")));
    untilOutput(run, "OPEN");

    runtime().stop(run, Duration.ZERO);

    assertThat(hungUp.await(20, TimeUnit.SECONDS)).isTrue();
  }
}
