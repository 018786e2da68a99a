package gatehouse.engines.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Cluster;
import gatehouse.core.access.Grant;
import gatehouse.core.access.Revision;
import gatehouse.core.access.RoleName;
import gatehouse.core.audit.AuditEntry;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.Description;
import gatehouse.core.identity.Project;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserId;
import gatehouse.core.identity.UserName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConcurrentChangesTest {
  private static final int THREADS = 8;
  private static final int CHANGES = 40;
  private static final ProjectId PROJECT = new ProjectId("a".repeat(32));
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @RegisterExtension static final PostgresForTests POSTGRES = new PostgresForTests();

  private final PostgresAdministration store =
      new PostgresAdministration(POSTGRES.database(), InstantSource.system());
  private final PostgresCluster cluster =
      new PostgresCluster(POSTGRES.database(), Thread::startVirtualThread);

  @BeforeEach
  void aProject() {
    store.transaction(
        tx -> {
          tx.insert(new Project(PROJECT, "", true, NOW));
          return null;
        });
  }

  private User insert(String name) {
    return store.transaction(
        tx -> {
          User user =
              tx.insertUser(
                  PROJECT, new UserName(name), Description.NONE, "c".repeat(32), NOW, null);
          tx.revise(Set.of(user.subject()));
          tx.audit(line("user.create", user));
          return user;
        });
  }

  private static AuditLine line(String action, User user) {
    return new AuditLine(
        "", "test", "", "", action, user.subject().toString(), "done", Map.of("name", "x"));
  }

  @Test
  void revisionsHaveNoGapsAndTheAuditIsOneChain() throws Exception {
    cluster.join(Cluster.Member.named("watcher"), Duration.ofMinutes(10));
    List<User> users = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      users.add(insert("user" + i));
    }

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<Future<?>>();
      for (int t = 0; t < THREADS; t++) {
        int thread = t;
        results.add(threads.submit(() -> change(thread, users)));
      }
      for (Future<?> result : results) {
        result.get();
      }
    }

    long revisions = users.size() + (long) THREADS * CHANGES;
    assertThat(cluster.renew("watcher", 0, Duration.ofMinutes(10)))
        .extracting(Revision::number)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, revisions).boxed().toList());
    List<AuditEntry> chain = store.auditFrom(1, 10_000);
    assertThat(chain).hasSize((int) revisions);
    String before = AuditEntry.START;
    for (AuditEntry entry : chain) {
      assertThat(entry.follows(before)).as("line " + entry.number()).isTrue();
      assertThat(entry.revision()).isEqualTo(entry.number());
      before = entry.hash();
    }
  }

  /** Every tenth transaction takes its locks the other way round, so that some are in the way. */
  private void change(int thread, List<User> users) {
    for (int i = 0; i < CHANGES; i++) {
      User user = users.get((thread + i) % users.size());
      User other = users.get((thread + i + 1) % users.size());
      boolean reviseFirst = (thread + i) % 10 == 0;
      store.transaction(
          tx -> {
            if (reviseFirst) {
              tx.revise(Set.of(user.subject()));
            }
            tx.lockUser(PROJECT, user.id());
            tx.lockUser(PROJECT, other.id());
            tx.grant(
                user.id(),
                new Grant(BuiltInRoles.named(RoleName.AI_TRAINING_READ), "test", NOW, null));
            tx.revise(Set.of(user.subject(), other.subject()));
            tx.audit(line("role.give", user));
            return null;
          });
    }
  }

  @Test
  void oneNameGoesToOneOfManyWhoAskAtOnce() throws Exception {
    var made = new ArrayList<Future<UserId>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int t = 0; t < THREADS; t++) {
        made.add(threads.submit(() -> insert("wanted").id()));
      }
    }

    assertThat(made.stream().filter(f -> f.state() == Future.State.SUCCESS)).hasSize(1);
    assertThat(store.user(new UserName("wanted"))).isPresent();
    assertThat(store.users(gatehouse.core.administration.UserQuery.all(PROJECT)).total())
        .isEqualTo(1);
  }
}
