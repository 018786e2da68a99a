package gatehouse.server;

import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A user whose every credential is used at every door of every node, all the time. */
final class HammeredUser {
  private static final String USERS = "/v1/gatehouse/project/-/user";
  private static final long SEEN_WITHIN_MILLIS = 3_000;

  /** The second number of the addresses that the next hammer comes from: 127.1.0.0 and on. */
  private static final AtomicInteger ADDRESSES = new AtomicInteger();

  private final List<Site> sites;
  private final RevocationRecord record;
  private final List<Open> open = new CopyOnWriteArrayList<>();
  private volatile String id = "";
  private volatile String name = "";
  private volatile String password = "";
  private volatile String session = "";
  private volatile String token = "";
  private volatile String tokenId = "";
  private Loss lost = Loss.NOTHING;
  private List<String> dead = List.of();
  private long since;

  private enum Loss {
    NOTHING,
    ROLE,
    SUSPENDED,
    DELETED,
    PASSWORD,
    TOKEN
  }

  /** A connection that stands open, and whether its end was seen. */
  private record Open(
      String credential, String what, Socket socket, CompletableFuture<Void> ended) {}

  private HammeredUser(List<Site> sites, RevocationRecord record) {
    this.sites = sites;
    this.record = record;
  }

  static HammeredUser create(Client admin, List<Site> sites, RevocationRecord record)
      throws Exception {
    var person = new HammeredUser(sites, record);
    person.appear(admin);
    return person;
  }

  /** Uses every credential at every door of every node until it is over. */
  void hammer(ExecutorService threads, AtomicBoolean over) {
    for (Site site : sites) {
      for (int door = 0; door < 2; door++) {
        boolean app = door == 1;
        threads.execute(() -> hammer(site, app, over));
      }
    }
    openAll(threads);
    threads.execute(
        () -> {
          while (!over.get()) {
            StrictRevocationTest.pause(300);
            if (open.isEmpty()) {
              openAll(threads);
            }
          }
        });
  }

  private void hammer(Site site, boolean app, AtomicBoolean over) {
    int at = ADDRESSES.incrementAndGet();
    for (int i = 0; !over.get(); i++) {
      String credential = List.of(password, session, token).get(i % 3);
      // Never twice from one address: what is refused for too many failures would prove little, and
      // those who sign in again are not to wait for it.
      Client client =
          client(site, credential).from("127." + at + "." + (i >> 8 & 0xff) + "." + (i & 0xff));
      long began = System.nanoTime();
      try {
        Answer answer = app ? client.getFrom(site.app()) : client.get("/v1/job?size=1");
        record.answered(app ? "gateway" : "api", credential, began, answer.status());
      } catch (IOException e) {
        record.answered("none", credential, began, 0);
      }
      StrictRevocationTest.pause(30);
    }
  }

  private Client client(Site site, String credential) {
    Client client = site.server().client();
    return credential.startsWith("gh") ? client.bearer(credential) : client.basic(name, credential);
  }

  /** Loses a right by a call, and notes from when on nothing may be accepted. */
  void loseSomething(Client by, Random random) throws Exception {
    Loss wanted = Loss.values()[1 + random.nextInt(Loss.values().length - 1)];
    List<String> affected =
        switch (wanted) {
          case PASSWORD -> List.of(password, session);
          case TOKEN -> List.of(token);
          default -> List.of(password, session, token);
        };
    String path = USERS + "/" + id;
    long began = System.nanoTime();
    Answer answer =
        switch (wanted) {
          case ROLE -> by.delete(path + "/role/ai_training_operator");
          case SUSPENDED -> by.post(path + "/suspend", "{}");
          case DELETED -> by.delete(path);
          case PASSWORD -> by.post(path + "/password", "{}");
          case TOKEN -> by.delete("/v1/token/" + tokenId);
          case NOTHING -> throw new AssertionError("nothing is never wanted");
        };
    long returned = System.nanoTime();
    if (answer.status() != 200 && answer.status() != 204) {
      record.fault("revocations that were not acknowledged (" + answer.status() + ")");
      lost = Loss.DELETED;
      dead = List.of();
      return;
    }
    record.revoked(returned - began);
    lost = wanted;
    dead = affected;
    since = returned;
    if (wanted == Loss.PASSWORD) {
      password = answer.json().get("password").asString();
    }
    List<Open> ending = open.stream().filter(each -> affected.contains(each.credential())).toList();
    for (Open each : ending) {
      expectEnd(each, wanted);
    }
    open.removeAll(ending);
  }

  private void expectEnd(Open each, Loss wanted) throws Exception {
    try {
      each.ended().get(SEEN_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
      record.closedInTime();
    } catch (TimeoutException e) {
      record.stillOpen(each.what() + " after " + wanted);
      each.socket().close();
    }
  }

  /** Gets back what was lost, after the window in which nothing may be accepted is closed. */
  void restore(Client admin) throws Exception {
    long until = System.nanoTime();
    for (String credential : dead) {
      // A password, session or token that ended is never good again; the others until they are
      // restored.
      boolean forGood = lost == Loss.PASSWORD || lost == Loss.TOKEN || lost == Loss.DELETED;
      record.goodForNothing(credential, lost.name(), since, forGood ? Long.MAX_VALUE : until);
    }
    String path = USERS + "/" + id;
    switch (lost) {
      case ROLE -> retry(() -> admin.post(path + "/role", "{\"name\":\"ai_training_operator\"}"));
      case SUSPENDED -> {
        retry(() -> admin.post(path + "/resume", ""));
        session = signIn();
      }
      case DELETED -> appear(admin);
      case PASSWORD -> session = signIn();
      case TOKEN -> makeToken();
      case NOTHING -> {}
    }
    lost = Loss.NOTHING;
    dead = List.of();
  }

  private void appear(Client admin) throws Exception {
    Answer made =
        retry(
            () ->
                admin.post(
                    USERS, "{\"description\":\"hammered\",\"roles\":[\"ai_training_operator\"]}"));
    name = made.json().get("user").get("username").asString();
    id = made.json().get("user").get("id").asString();
    password = made.json().get("password").asString();
    session = signIn();
    makeToken();
  }

  private String signIn() throws Exception {
    String body = "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}";
    Client client = sites.getFirst().server().client();
    return retry(() -> client.post("/v1/gatehouse/session", body)).json().get("token").asString();
  }

  private void makeToken() throws Exception {
    Client client = sites.getFirst().server().client().bearer(session);
    Answer made =
        retry(() -> client.post("/v1/token", "{\"name\":\"t\",\"role\":\"ai_training_operator\"}"));
    tokenId = made.json().get("id").asString();
    token = made.json().get("status").get("value").asString();
  }

  private interface Deed {
    Answer done() throws IOException;
  }

  /** While a node is out of touch it answers 503; then one tries again. */
  private static Answer retry(Deed deed) throws Exception {
    Answer answer = deed.done();
    for (int i = 0; i < 100 && (answer.status() == 503 || answer.status() == 429); i++) {
      StrictRevocationTest.pause(100);
      answer = deed.done();
    }
    if (answer.status() != 200) {
      throw new AssertionError(answer);
    }
    return answer;
  }

  private void openAll(ExecutorService threads) {
    var opened = new ArrayList<Open>();
    for (Site site : sites) {
      open(site, password, true, threads).ifPresent(opened::add);
      open(site, token, false, threads).ifPresent(opened::add);
    }
    open.addAll(opened);
  }

  private java.util.Optional<Open> open(
      Site site, String credential, boolean webSocket, ExecutorService threads) {
    try {
      Client client = client(site, credential);
      Socket socket =
          webSocket ? client.webSocket(site.app()) : stream(client, site.app() + "/stream");
      var ended = new CompletableFuture<Void>();
      threads.execute(() -> readToTheEnd(socket, ended));
      String what = (webSocket ? "WebSocket" : "download") + " on port " + site.server().port();
      return java.util.Optional.of(new Open(credential, what, socket, ended));
    } catch (IOException e) {
      return java.util.Optional.empty();
    }
  }

  private static Socket stream(Client client, String url) throws IOException {
    Socket socket = client.open(url, "");
    String head = Client.readHead(socket.getInputStream());
    if (!head.startsWith("HTTP/1.1 200")) {
      socket.close();
      throw new IOException(head);
    }
    return socket;
  }

  private static void readToTheEnd(Socket socket, CompletableFuture<Void> ended) {
    try (socket) {
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      while (in.read(buffer) >= 0) {
        // On to the next.
      }
    } catch (IOException e) {
      // A reset is an end as well.
    }
    ended.complete(null);
  }

  void closeAll() {
    for (Open each : open) {
      try {
        each.socket().close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
