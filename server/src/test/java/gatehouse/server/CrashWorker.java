package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.doors.wire.Json;
import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Changes one thing after the other, only what is its own, and keeps a book of what was
 * acknowledged and of what was under way when the server was killed.
 */
final class CrashWorker {
  private static final String USERS = "/v1/gatehouse/project/-/user";
  private static final String GONE = "gone";
  private static final List<String> ROLES =
      List.of("ai_training_read", "ai_training_operator", "objectstore_operator");

  private final String name;
  private final Random random;
  private final Map<String, String> book = new TreeMap<>();
  private final Map<String, String> secrets = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  private final Set<String> madeUsers = new HashSet<>();
  private final Set<String> jobs = new HashSet<>();
  private final List<String> surprises = new ArrayList<>();
  private volatile boolean killIsComing;
  private @Nullable UnderWay underWay;
  private int acknowledged;
  private int interrupted;
  private int count;

  /**
   * A change that was sent and not acknowledged.
   *
   * @param key whom it is about; empty for what is being made
   * @param after what there is then
   */
  private record UnderWay(String key, String after) {}

  CrashWorker(String name, Random random) {
    this.name = name;
    this.random = random;
  }

  /** How a user looks in the book. */
  static String described(JsonNode user) {
    var roles = new TreeSet<String>();
    user.get("roles").forEach(role -> roles.add(role.get("name").asString()));
    return user.get("status").asString() + " " + roles;
  }

  int acknowledged() {
    return acknowledged;
  }

  int interrupted() {
    return interrupted;
  }

  Set<String> jobs() {
    return jobs;
  }

  Set<String> madeUsers() {
    return madeUsers;
  }

  /** What it made, ever. */
  Set<String> keys() {
    return book.keySet();
  }

  /** Answers that nobody would expect while the server runs. */
  List<String> surprises() {
    return surprises;
  }

  /** From here on failures are expected. */
  void killIsComing() {
    killIsComing = true;
  }

  void workUntilKilled(Client admin) {
    killIsComing = false;
    try {
      while (true) {
        step(admin);
        underWay = null;
        acknowledged++;
      }
    } catch (IOException e) {
      if (!killIsComing) {
        surprises.add(e.toString());
      }
      interrupted += underWay == null ? 0 : 1;
    } catch (RuntimeException | AssertionError e) {
      surprises.add(e.toString());
    }
  }

  private void step(Client admin) throws IOException {
    List<String> users = alive("user ");
    List<String> tokens = alive("token ");
    int dice = random.nextInt(100);
    if (users.isEmpty() || dice < 25) {
      createUser(admin);
    } else if (dice < 50) {
      changeRole(admin, any(users));
    } else if (dice < 65) {
      suspendOrResume(admin, any(users));
    } else if (dice < 72) {
      String user = any(users);
      changing(user, GONE);
      done(admin.delete(path(user)));
      book.put(user, GONE);
    } else if (dice < 80) {
      newPassword(admin, any(users));
    } else if (tokens.isEmpty() || dice < 90) {
      createToken(admin);
    } else if (dice < 96) {
      String token = any(tokens);
      changing(token, GONE);
      done(admin.delete("/v1/" + token.replace(' ', '/')));
      book.put(token, GONE);
    } else {
      createJob(admin);
    }
  }

  private void createUser(Client admin) throws IOException {
    Set<String> roles = random.nextBoolean() ? Set.of(ROLES.getFirst()) : Set.of();
    String description = making();
    Answer made =
        done(admin.post(USERS, Json.text(Map.of("description", description, "roles", roles))));
    JsonNode user = made.json().get("user");
    String key = "user " + user.get("id").asInt();
    book.put(key, described(user));
    madeUsers.add(key);
    names.put(key, user.get("username").asString());
    secrets.put(key, made.json().get("password").asString());
  }

  private void changeRole(Client admin, String user) throws IOException {
    String role = ROLES.get(random.nextInt(ROLES.size()));
    String state = book.get(user);
    var roles = new TreeSet<String>(rolesIn(state));
    boolean holds = roles.contains(role);
    if (holds) {
      roles.remove(role);
    } else {
      roles.add(role);
    }
    String after = state.substring(0, state.indexOf(' ')) + " " + roles;
    changing(user, after);
    done(
        holds
            ? admin.delete(path(user) + "/role/" + role)
            : admin.post(path(user) + "/role", Json.text(Map.of("name", role))));
    book.put(user, after);
  }

  private void suspendOrResume(Client admin, String user) throws IOException {
    String state = book.get(user);
    boolean ok = state.startsWith("ok");
    String after = (ok ? "disabled" : "ok") + state.substring(state.indexOf(' '));
    changing(user, after);
    done(admin.post(path(user) + (ok ? "/suspend" : "/resume"), ""));
    book.put(user, after);
  }

  private void newPassword(Client admin, String user) throws IOException {
    changing(user, book.get(user));
    String old = secrets.remove(user);
    Answer answer = done(admin.post(path(user) + "/password", ""));
    assertThat(answer.json().get("password").asString()).isNotEqualTo(old);
    secrets.put(user, answer.json().get("password").asString());
  }

  private void createToken(Client admin) throws IOException {
    Answer made =
        done(
            admin.post(
                "/v1/token", Json.text(Map.of("name", making(), "role", "ai_training_read"))));
    String key = "token " + made.json().get("id").asString();
    book.put(key, "there");
    secrets.put(key, made.json().get("status").get("value").asString());
  }

  /** The job counts in its workspace how often it ran. */
  private void createJob(Client admin) throws IOException {
    String job = making();
    String script =
        "echo x >> /workspace/times; sleep 0.4; echo ran "
            + job
            + " for the time $(wc -l < /workspace/times)";
    Answer made =
        done(
            admin.post(
                "/v1/job",
                Json.text(
                    Map.of("image", "host", "name", job, "command", List.of("sh", "-c", script)))));
    String id = made.json().get("id").asString();
    book.put("job " + id, "there");
    jobs.add(id);
  }

  private String making() {
    String description = name + " made " + count++;
    asked.add(description);
    underWay = new UnderWay("", description);
    return description;
  }

  private void changing(String key, String after) {
    underWay = new UnderWay(key, after);
  }

  private Answer done(Answer answer) throws IOException {
    if (answer.status() == 200 || answer.status() == 204) {
      return answer;
    }
    throw new IOException("not acknowledged: " + answer);
  }

  /**
   * Holds the book against what is found, and goes on from there: what was acknowledged must be
   * there, what was under way may be.
   */
  void compare(Map<String, String> found, Map<String, String> descriptions, Client admin)
      throws IOException {
    UnderWay open = underWay;
    underWay = null;
    for (var line : book.entrySet()) {
      String key = line.getKey();
      String now = found.getOrDefault(key, GONE);
      boolean mayHaveChanged = open != null && open.key().equals(key);
      if (mayHaveChanged && now.equals(open.after())) {
        line.setValue(now);
      }
      assertThat(now).as("%s of %s", key, name).isEqualTo(line.getValue());
      if (now.equals(GONE)) {
        secrets.remove(key);
      }
    }
    for (var each : descriptions.entrySet()) {
      if (asked.contains(each.getValue()) && !book.containsKey(each.getKey())) {
        assertThat(open).as("%s appeared unasked", each.getKey()).isNotNull();
        assertThat(each.getValue()).isEqualTo(open.after());
        book.put(each.getKey(), found.get(each.getKey()));
      }
    }
    theLastSecretsWork(admin);
  }

  /** Of the passwords and tokens that were shown, some: each password costs a slow hash. */
  private void theLastSecretsWork(Client admin) throws IOException {
    Client anybody = admin.bearer("");
    for (String token : alive("token ")) {
      if (secrets.containsKey(token)) {
        assertThat(anybody.bearer(secrets.get(token)).get("/v1/job").status()).isEqualTo(200);
      }
    }
    List<String> users =
        alive("user ").stream()
            .filter(key -> book.get(key).startsWith("ok") && secrets.containsKey(key))
            .filter(names::containsKey)
            .collect(Collectors.toList());
    for (String user : users.subList(Math.max(0, users.size() - 3), users.size())) {
      Client client = anybody.basic(names.get(user), secrets.get(user));
      assertThat(client.get("/v1/gatehouse/me").status()).as(user).isEqualTo(200);
    }
  }

  private List<String> alive(String kind) {
    return book.entrySet().stream()
        .filter(line -> line.getKey().startsWith(kind) && !line.getValue().equals(GONE))
        .map(Map.Entry::getKey)
        .toList();
  }

  private String any(List<String> keys) {
    return keys.get(random.nextInt(keys.size()));
  }

  private static Set<String> rolesIn(String state) {
    return ROLES.stream().filter(state::contains).collect(Collectors.toSet());
  }

  private static String path(String user) {
    return USERS + "/" + user.substring("user ".length());
  }
}
