package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.audit.AuditEntry;
import gatehouse.core.audit.AuditLine;
import gatehouse.doors.wire.Json;
import gatehouse.doors.wire.gatehouse.AuditBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Killed at random moments under load, the server loses nothing that it acknowledged. */
final class CrashTest {
  private static final int KILLS = 5;
  private static final int WORKERS = 4;

  @TempDir Path folder;

  private final long seed = Long.getLong("gatehouse.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private int databaseKills;

  @Test
  void everyAcknowledgedChangeIsThereAfterEachKill() throws Exception {
    System.out.println("CrashTest: seed " + seed + " (give it again with -Dgatehouse.seed)");
    Path data = folder.resolve("data");
    var workers = new ArrayList<CrashWorker>();
    for (int i = 0; i < WORKERS; i++) {
      workers.add(new CrashWorker("worker " + i, new Random(random.nextLong())));
    }
    Client admin = null;
    for (int i = 0; i < KILLS; i++) {
      try (var server = ServerProcess.first(data)) {
        admin = admin == null ? server.client().admin() : admin.at(server.port());
        verify(admin, workers);
        killUnderLoad(data, server, admin, workers);
      }
    }
    try (var server = ServerProcess.start(data)) {
      Client last = admin.at(server.port());
      verify(last, workers);
      everyJobRanOnce(last, workers);
      noRunIsLeft(data, last);
      theAuditNamesAllOfIt(last, workers);
    }
    System.out.printf(
        "CrashTest: %d kills (%d with the database), %d changes acknowledged and found,"
            + " %d under way when it was killed, %d jobs%n",
        KILLS,
        databaseKills,
        acknowledged(workers),
        workers.stream().mapToInt(CrashWorker::interrupted).sum(),
        workers.stream().mapToInt(worker -> worker.jobs().size()).sum());
  }

  private void killUnderLoad(
      Path data, ServerProcess server, Client admin, List<CrashWorker> workers) throws Exception {
    var threads = new ArrayList<Thread>();
    for (CrashWorker worker : workers) {
      threads.add(Thread.ofVirtual().start(() -> worker.workUntilKilled(admin)));
    }
    int enough = acknowledged(workers) + 20 + random.nextInt(60);
    long moment = TimeUnit.MICROSECONDS.toNanos(random.nextInt(50_000));
    boolean databaseToo = random.nextInt(3) == 0;
    Until.holds(() -> acknowledged(workers) >= enough);
    LockSupport.parkNanos(moment);
    workers.forEach(CrashWorker::killIsComing);
    server.kill();
    if (databaseToo) {
      databaseKills++;
      EmbeddedProcesses.kill(data);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (CrashWorker worker : workers) {
      assertThat(worker.surprises()).isEmpty();
    }
  }

  private static int acknowledged(List<CrashWorker> workers) {
    return workers.stream().mapToInt(CrashWorker::acknowledged).sum();
  }

  /** What a server says there is, in the words of the workers. */
  private static void verify(Client admin, List<CrashWorker> workers) throws IOException {
    var found = new HashMap<String, String>();
    var descriptions = new HashMap<String, String>();
    for (JsonNode user : items(admin, "/v1/gatehouse/project/-/user?size=1000&page=")) {
      String key = "user " + user.get("id").asInt();
      found.put(key, CrashWorker.described(user));
      descriptions.put(key, user.get("description").asString());
    }
    for (JsonNode token : items(admin, "/v1/token?size=100&page=1")) {
      String key = "token " + token.get("id").asString();
      found.put(key, "there");
      descriptions.put(key, token.get("spec").get("name").asString());
    }
    for (JsonNode job : jobs(admin)) {
      String key = "job " + job.get("id").asString();
      found.put(key, "there");
      descriptions.put(key, job.get("spec").get("name").asString());
    }
    for (CrashWorker worker : workers) {
      worker.compare(found, descriptions, admin);
    }
    // Nothing but what somebody asked for.
    Set<String> known =
        workers.stream().flatMap(worker -> worker.keys().stream()).collect(Collectors.toSet());
    assertThat(known).containsAll(found.keySet());
  }

  private static List<JsonNode> items(Client admin, String path) throws IOException {
    var items = new ArrayList<JsonNode>();
    for (int page = path.endsWith("1") ? 1 : 0; ; page++) {
      String base = path.endsWith("1") ? path.substring(0, path.length() - 1) : path;
      var answer = admin.get(base + page);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      JsonNode found = answer.json().get("items");
      found.forEach(items::add);
      if (found.isEmpty()) {
        return items;
      }
    }
  }

  private static List<JsonNode> jobs(Client admin) throws IOException {
    return items(admin, "/v1/job?size=100&page=1");
  }

  private static void everyJobRanOnce(Client admin, List<CrashWorker> workers) throws Exception {
    Until.holds(() -> jobs(admin).stream().allMatch(job -> state(job).equals("DONE")));
    var all = new HashSet<String>();
    for (JsonNode job : jobs(admin)) {
      String id = job.get("id").asString();
      all.add(id);
      assertThat(admin.get("/v1/job/" + id + "/log").body())
          .contains("ran " + job.get("spec").get("name").asString() + " for the time 1")
          .doesNotContain("for the time 2");
      long runs =
          StreamSupport.stream(job.get("status").get("history").spliterator(), false)
              .filter(step -> step.get("state").asString().equals("INITIALIZING"))
              .count();
      assertThat(runs).as(job.toString()).isEqualTo(1);
    }
    workers.forEach(worker -> assertThat(all).containsAll(worker.jobs()));
  }

  private static String state(JsonNode job) {
    return job.get("status").get("state").asString();
  }

  /** Every process that a run starts names the runtime's folder; first one is seen running. */
  private static void noRunIsLeft(Path data, Client admin) throws Exception {
    var made = admin.post("/v1/job", "{\"image\":\"host\",\"command\":[\"sleep\",\"60\"]}");
    Until.holds(() -> anyRun(data));
    String job = "/v1/job/" + made.json().get("id").asString();
    assertThat(admin.put(job + "/kill", "").status()).isEqualTo(204);

    Until.holds(() -> !anyRun(data));
  }

  private static boolean anyRun(Path data) throws IOException {
    String runs = data.resolve("runtime").toString();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes.anyMatch(process -> isRun(process, runs));
    }
  }

  private static boolean isRun(Path process, String runs) {
    try {
      return Files.readString(process.resolve("cmdline")).contains(runs);
    } catch (IOException | RuntimeException e) {
      return false; // Not a process, or gone.
    }
  }

  private static void theAuditNamesAllOfIt(Client admin, List<CrashWorker> workers)
      throws IOException {
    String before = AuditEntry.START;
    long number = 0;
    var made = new HashSet<String>();
    List<String> export = admin.get("/v1/gatehouse/audit/export").body().lines().toList();
    assertThat(export.getLast()).startsWith("{\"end\"");
    for (String line : export) {
      if (!line.startsWith("{\"number\"")) {
        continue; // What is signed about the lines.
      }
      AuditEntry entry = entry(Json.read(line, AuditBody.class));
      assertThat(entry.number()).isEqualTo(++number);
      assertThat(entry.follows(before)).as(line).isTrue();
      before = entry.hash();
      if (entry.line().action().equals("user.create")) {
        made.add(entry.line().target().replace(':', ' '));
      }
    }
    for (CrashWorker worker : workers) {
      assertThat(made).containsAll(worker.madeUsers());
    }
    System.out.println("CrashTest: " + number + " lines of audit, each following the one before");
  }

  private static AuditEntry entry(AuditBody body) {
    return new AuditEntry(
        body.number(),
        body.at(),
        new AuditLine(
            body.subject(),
            body.who(),
            body.credential(),
            body.address(),
            body.action(),
            body.target(),
            body.result(),
            Map.copyOf(body.details())),
        body.revision(),
        body.hash());
  }
}
