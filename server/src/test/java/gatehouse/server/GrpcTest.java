package gatehouse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.doors.wire.Json;
import gatehouse.server.Client.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** gRPC through the front door, with gRPC's own server in a sandbox and its own client. */
final class GrpcTest {
  private static final String USERS = "/v1/gatehouse/project/-/user";

  private static final String SERVER =
      """
      import grpc, time
      from concurrent import futures
      def unary(request, context):
          seen = dict(context.invocation_metadata())
          context.set_trailing_metadata((("x-trailer", "at the end"),))
          if request == b"who": return seen.get("x-gatehouse-user", "nobody").encode()
          if request == b"secret": return seen.get("authorization", "kept").encode()
          if request == b"fail": context.abort(grpc.StatusCode.FAILED_PRECONDITION, "not today")
          if request == b"slow": time.sleep(2)
          return request
      def talk(requests, context):
          for request in requests: yield b"echo " + request
      def count(request, context):
          for i in range(int(request)): yield b"x" * 10000
      def total(requests, context):
          return str(sum(len(r) for r in requests)).encode()
      methods = {
        "unary": grpc.unary_unary_rpc_method_handler(unary),
        "talk": grpc.stream_stream_rpc_method_handler(talk),
        "count": grpc.unary_stream_rpc_method_handler(count),
        "total": grpc.stream_unary_rpc_method_handler(total)}
      server = grpc.server(futures.ThreadPoolExecutor(8))
      server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("t.T", methods),))
      server.add_insecure_port("127.0.0.1:9090")
      server.start()
      server.wait_for_termination()
      """;

  private static final String BEGIN =
      """
      import grpc, queue, sys
      address, authority, token, certificate = sys.argv[1:5]
      options = [("grpc.default_authority", authority)]
      if certificate:
          options.append(("grpc.ssl_target_name_override", authority.split(":")[0]))
          channel = grpc.secure_channel(address, grpc.ssl_channel_credentials(open(certificate, "rb").read()), options)
      else:
          channel = grpc.insecure_channel(address, options)
      metadata = [("authorization", "Bearer " + token)] if token else []
      def unary(request, **more):
          return channel.unary_unary("/t.T/unary").with_call(request, metadata=metadata, timeout=60, **more)
      """;

  private static final String EVERYTHING =
      BEGIN
          + """
      answer, call = unary(b"hello", wait_for_ready=True)
      assert answer == b"hello", answer
      assert ("x-trailer", "at the end") in [(k, v) for k, v in call.trailing_metadata()], call.trailing_metadata()
      assert unary(b"x" * 3000000)[0] == b"x" * 3000000
      print("user", unary(b"who")[0].decode())
      assert unary(b"secret")[0] == b"kept"
      try:
          unary(b"fail")
          raise SystemExit("it did not fail")
      except grpc.RpcError as e:
          assert e.code() == grpc.StatusCode.FAILED_PRECONDITION and e.details() == "not today", e
      words = queue.Queue()
      answers = channel.stream_stream("/t.T/talk")(iter(words.get, None), metadata=metadata, timeout=60)
      for i in range(50):
          words.put(b"%d" % i)
          assert next(answers) == b"echo %d" % i
      words.put(None)
      assert list(answers) == []
      assert sum(len(m) for m in channel.unary_stream("/t.T/count")(b"500", metadata=metadata, timeout=60)) == 5000000
      assert channel.stream_unary("/t.T/total")((b"y" * 10000 for _ in range(500)), metadata=metadata, timeout=60) == b"5000000"
      print("done")
      """;

  private static final String REFUSED =
      BEGIN
          + """
      try:
          unary(b"hello")
          print("came in")
      except grpc.RpcError as e:
          print(e.code().name)
      """;

  private static final String HOLDS_ON =
      BEGIN
          + """
      words = queue.Queue()
      answers = channel.stream_stream("/t.T/talk")(iter(words.get, None), metadata=metadata, timeout=120)
      words.put(b"1")
      assert next(answers) == b"echo 1"
      print("begun", flush=True)
      try:
          next(answers)
          print("went on")
      except grpc.RpcError as e:
          print("ended", e.code().name)
      """;

  @TempDir static Path folder;
  private static ServerProcess server;
  private static Client admin;
  private Answer ada;
  private String job = "";
  private URI address;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        new ProcessBuilder("/usr/bin/python3", "-c", "import grpc").start().waitFor() == 0,
        "python3-grpcio is not installed");
    server = ServerProcess.start(folder.resolve("data"));
    admin = server.client().admin();
  }

  @BeforeEach
  void begin() throws Exception {
    ada = admin.post(USERS, "{\"description\":\"Ada\",\"roles\":[\"ai_training_operator\"]}");
    Answer made =
        admin.post(
            "/v1/job",
            "{\"image\":\"host\",\"resources\":{\"cpu\":1},\"grpcPort\":9090,\"command\":"
                + Json.text(List.of("/usr/bin/python3", "-c", SERVER))
                + "}");
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    job = made.json().path("id").asString();
    assertThat(made.json().at("/spec/grpcPort").asInt()).isEqualTo(9090);
    address = URI.create(made.json().at("/status/grpcAddress").asString());
    assertThat(address.getHost()).isEqualTo(job + ".job-grpc.localhost");
    Until.holds(
        () -> admin.get("/v1/job/" + job).json().at("/status/state").asString().equals("RUNNING"));
    Until.holds(() -> python(REFUSED, token()).contains("came in"));
  }

  @AfterEach
  void clear() throws IOException {
    admin.delete("/v1/job/" + job + "?force=true");
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void callsOfEveryKindPassWithTheirTrailers() throws Exception {
    String said = python(EVERYTHING, token());

    assertThat(said).contains("done").contains("user " + name());
  }

  @Test
  void whoMayNotComeInIsToldSoInGrpcsOwnWords() throws Exception {
    assertThat(python(REFUSED, "")).contains("UNAUTHENTICATED");
    admin.delete(USERS + "/" + name() + "/role/ai_training_operator");
    assertThat(python(REFUSED, token())).contains("PERMISSION_DENIED");
  }

  @Test
  void aTalkEndsWithTheRightToIt() throws Exception {
    Process talk = begun(HOLDS_ON, token());
    try (var lines = new BufferedReader(new InputStreamReader(talk.getInputStream(), UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("begun");

      Answer taken = admin.delete(USERS + "/" + name() + "/role/ai_training_operator");

      assertThat(taken.json().at("/receipt/connections/http").asInt())
          .as(taken.body())
          .isEqualTo(1);
      assertThat(lines.readLine()).startsWith("ended");
    }
    assertThat(talk.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  private String name() {
    return ada.json().at("/user/username").asString();
  }

  private String token() throws IOException {
    Client signedIn = server.client().signedIn(name(), ada.json().path("password").asString());
    Answer made = signedIn.post("/v1/token", "{\"name\":\"t\",\"role\":\"ai_training_operator\"}");
    return made.status() == 200 ? made.json().at("/status/value").asString() : issued;
  }

  private String issued = "";

  private Process begun(String program, String token) throws IOException {
    issued = token.isEmpty() ? issued : token;
    return new ProcessBuilder(
            "/usr/bin/python3",
            "-c",
            program,
            "127.0.0.1:" + address.getPort(),
            address.getAuthority(),
            token,
            "")
        .redirectErrorStream(true)
        .start();
  }

  private String python(String program, String token) throws Exception {
    Process process = begun(program, token);
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
    return said;
  }
}
