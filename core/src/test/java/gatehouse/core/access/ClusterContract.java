package gatehouse.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.access.Cluster.Acknowledgement;
import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.identity.Account;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserName;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every cluster must do. Each engine extends this with its own, fresh for each test. */
public abstract class ClusterContract {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Subject ANN = new Subject(Subject.Kind.USER, "1");
  private static final Subject BOB = new Subject(Subject.Kind.USER, "2");

  protected abstract Cluster cluster();

  /** The store whose revisions the cluster tells about. */
  protected abstract AdministrationStore store();

  private long revise(Subject... subjects) {
    return store().transaction(tx -> tx.revise(Set.of(subjects)));
  }

  @Test
  void joiningAnswersTheLastRevision() {
    assertThat(cluster().join(Cluster.Member.named("a"), LONG)).isZero();
    revise(ANN);
    revise(BOB);

    assertThat(cluster().join(Cluster.Member.named("b"), LONG)).isEqualTo(2);
  }

  @Test
  void renewingReadsWhatIsNewInOrder() {
    cluster().join(Cluster.Member.named("a"), LONG);
    revise(ANN);
    revise(BOB, ANN);
    revise(BOB);

    assertThat(cluster().renew("a", 0, LONG))
        .containsExactly(
            new Revision(1, Set.of(ANN)),
            new Revision(2, Set.of(ANN, BOB)),
            new Revision(3, Set.of(BOB)));
    assertThat(cluster().renew("a", 2, LONG)).containsExactly(new Revision(3, Set.of(BOB)));
    assertThat(cluster().renew("a", 3, LONG)).isEmpty();
  }

  @Test
  void whatIsNewIsReadWithoutRenewing() {
    cluster().join(Cluster.Member.named("a"), Duration.ZERO);
    revise(ANN);
    revise(BOB);

    assertThat(cluster().after(0))
        .containsExactly(new Revision(1, Set.of(ANN)), new Revision(2, Set.of(BOB)));
    assertThat(cluster().after(1)).containsExactly(new Revision(2, Set.of(BOB)));
    assertThat(cluster().after(2)).isEmpty();
    assertThat(cluster().alive()).isEmpty();
  }

  @Test
  void aNodeThatIsNotKnownCannotRenew() {
    assertThatThrownBy(() -> cluster().renew("nobody", 0, LONG))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.refusal()).isInstanceOf(Unavailable.class));
  }

  @Test
  void aLeaseThatRanOutCannotBeRenewed() {
    cluster().join(Cluster.Member.named("a"), Duration.ZERO);

    assertThatThrownBy(() -> cluster().renew("a", 0, LONG)).isInstanceOf(Refused.class);
    assertThat(cluster().alive()).isEmpty();
  }

  @Test
  void aNodeThatJoinsAgainStartsAnew() {
    cluster().join(Cluster.Member.named("a"), Duration.ZERO);
    long revision = revise(ANN);

    assertThat(cluster().join(Cluster.Member.named("a"), LONG)).isEqualTo(revision);
    assertThat(cluster().alive()).extracting(Cluster.Member::name).containsExactly("a");
    assertThat(cluster().behind(revision)).isEmpty();
  }

  @Test
  void whoHasNotAcknowledgedIsBehind() {
    cluster().join(Cluster.Member.named("a"), LONG);
    cluster().join(Cluster.Member.named("b"), LONG);
    long revision = revise(ANN);

    assertThat(cluster().behind(revision)).containsExactlyInAnyOrder("a", "b");

    cluster().acknowledge("a", revision, Map.of(revision, Map.of()));
    assertThat(cluster().behind(revision)).containsExactly("b");

    cluster().acknowledge("b", revision, Map.of(revision, Map.of()));
    assertThat(cluster().behind(revision)).isEmpty();
  }

  @Test
  void acknowledgingALaterRevisionCoversTheEarlierOnes() {
    cluster().join(Cluster.Member.named("a"), LONG);
    long first = revise(ANN);
    long second = revise(BOB);

    cluster().acknowledge("a", second, Map.of(first, Map.of(), second, Map.of()));

    assertThat(cluster().behind(first)).isEmpty();
    assertThat(cluster().acknowledgements(first)).hasSize(1);
  }

  @Test
  void anEarlierAcknowledgementTakesNothingBack() {
    cluster().join(Cluster.Member.named("a"), LONG);
    long first = revise(ANN);
    long second = revise(BOB);
    cluster().acknowledge("a", second, Map.of(second, Map.of()));

    cluster().acknowledge("a", first, Map.of(first, Map.of()));

    assertThat(cluster().behind(second)).isEmpty();
  }

  @Test
  void whoseLeaseRanOutIsNotWaitedFor() {
    cluster().join(Cluster.Member.named("a"), LONG);
    cluster().join(Cluster.Member.named("b"), Duration.ZERO);

    assertThat(cluster().behind(revise(ANN))).containsExactly("a");
  }

  @Test
  void whoLeftIsNotWaitedFor() {
    cluster().join(Cluster.Member.named("a"), LONG);
    cluster().leave("a");

    assertThat(cluster().behind(revise(ANN))).isEmpty();
    assertThat(cluster().alive()).isEmpty();
  }

  @Test
  void aRenewalWithANewLengthCounts() {
    cluster().join(Cluster.Member.named("a"), LONG);
    cluster().renew("a", 0, Duration.ZERO);

    assertThat(cluster().alive()).isEmpty();
  }

  @Test
  void acknowledgementsSayWhatWasCut() {
    cluster().join(Cluster.Member.named("a"), LONG);
    cluster().join(Cluster.Member.named("b"), LONG);
    long revision = revise(ANN);

    var cutAtA = Map.of(ConnectionKind.HTTP, 3, ConnectionKind.WEBSOCKET, 1);
    cluster().acknowledge("a", revision, Map.of(revision, cutAtA));
    cluster().acknowledge("b", revision, Map.of(revision, Map.of()));

    assertThat(cluster().acknowledgements(revision))
        .containsExactlyInAnyOrder(
            new Acknowledgement("a", cutAtA), new Acknowledgement("b", Map.of()));
    assertThat(cluster().acknowledgements(revision + 1)).isEmpty();
  }

  @Test
  void aTransactionThatThrowsTakesNoRevision() {
    cluster().join(Cluster.Member.named("a"), LONG);

    assertThatThrownBy(
            () ->
                store()
                    .transaction(
                        tx -> {
                          tx.revise(Set.of(ANN));
                          throw new IllegalStateException("changed my mind");
                        }))
        .hasMessage("changed my mind");

    assertThat(cluster().renew("a", 0, LONG)).isEmpty();
    assertThat(revise(ANN)).isEqualTo(1);
  }

  @Test
  void revisingTwiceInOneTransactionTakesOneNumber() {
    cluster().join(Cluster.Member.named("a"), LONG);

    List<Long> numbers =
        store().transaction(tx -> List.of(tx.revise(Set.of(ANN)), tx.revise(Set.of(BOB))));

    assertThat(numbers).containsExactly(1L, 1L);
    assertThat(cluster().renew("a", 0, LONG)).containsExactly(new Revision(1, Set.of(ANN, BOB)));
  }

  @Test
  void deletingAnApplicationRevisesEverybodyWhoseKeysEndWithIt() {
    cluster().join(Cluster.Member.named("a"), LONG);
    Instant now = Instant.parse("2026-11-23T12:00:00Z");
    Account owner = store().transaction(tx -> tx.insertAccount(new UserName("owner"), now));
    Account other = store().transaction(tx -> tx.insertAccount(new UserName("other"), now));
    Application application =
        store()
            .transaction(
                tx ->
                    tx.insert(new Application(0, "key", "c2VhbGVk", "", "", owner.subject(), now)));
    store()
        .transaction(
            tx ->
                tx.insert(
                    new Credential(
                        UUID.randomUUID(),
                        0,
                        Credential.Kind.CONSUMER_KEY,
                        other.subject(),
                        null,
                        "",
                        null,
                        Selector.ALL,
                        null,
                        application.id(),
                        List.of(),
                        1,
                        now,
                        now,
                        null),
                    Fingerprint.of("secret")));

    store()
        .transaction(
            tx -> {
              tx.deleteAccount(owner.id());
              return null;
            });

    assertThat(cluster().renew("a", 0, LONG))
        .containsExactly(new Revision(1, Set.of(other.subject())));
  }

  @Test
  void whoListensIsToldOfRevisionsAndAcknowledgements() throws Exception {
    cluster().join(Cluster.Member.named("a"), LONG);
    var told = new Semaphore(0);
    try (AutoCloseable listening = cluster().listen(told::release)) {
      assertThat(listening).isNotNull();
      assertThat(told.tryAcquire(10, TimeUnit.SECONDS)).as("told when connected").isTrue();
      told.drainPermits();

      long revision = revise(ANN);
      assertThat(told.tryAcquire(10, TimeUnit.SECONDS)).as("told of the revision").isTrue();
      told.drainPermits();

      cluster().acknowledge("a", revision, Map.of(revision, Map.of()));
      assertThat(told.tryAcquire(10, TimeUnit.SECONDS)).as("told of the other").isTrue();
    }
  }
}
