package gatehouse.core.administration;

import static gatehouse.core.access.RoleName.AI_TRAINING_OPERATOR;
import static gatehouse.core.access.RoleName.AI_TRAINING_READ;
import static gatehouse.core.access.RoleName.OBJECTSTORE_OPERATOR;
import static gatehouse.core.refusal.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.Caller;
import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.LiveConnection;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Presented;
import gatehouse.core.access.Receipt;
import gatehouse.core.access.Resource;
import gatehouse.core.access.SlowRenewals;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refusal.Unavailable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A revocation is complete when its call returns, on every node. */
final class RevocationTest {
  private final MemoryHouse house = new MemoryHouse();
  private final MemoryNode two = house.another("two");
  private final AtomicInteger cut = new AtomicInteger();

  @AfterEach
  void close() {
    two.close();
    house.close();
  }

  @Test
  void takingARoleAwayCutsWhatStoodOnItOnEveryNodeAndSaysSo() {
    Issued reader = house.user("reader", AI_TRAINING_READ, OBJECTSTORE_OPERATOR);
    open(house.one, reader, ConnectionKind.WEBSOCKET);
    open(two, reader, ConnectionKind.WEBSOCKET);
    open(two, reader, ConnectionKind.HTTP);

    Receipt receipt =
        house
            .roles
            .remove(house.admin, house.project, reader.user().user().id(), AI_TRAINING_READ)
            .receipt();

    assertThat(cut).hasValue(3);
    assertThat(receipt.nodes()).containsExactlyInAnyOrder("one", "two");
    assertThat(receipt.expired()).isEmpty();
    assertThat(receipt.connections())
        .isEqualTo(Map.of(ConnectionKind.WEBSOCKET, 2, ConnectionKind.HTTP, 1));
    assertThat(refusalOf(() -> open(two, reader, ConnectionKind.HTTP)))
        .isInstanceOf(Forbidden.class);
  }

  @Test
  void aRenewalThatWaitsForTheDiskHoldsUpNoRevocation() throws Exception {
    var slow = new SlowRenewals(house.cluster);
    Issued reader = house.user("reader", AI_TRAINING_READ);
    try (var three = new MemoryNode("three", house.store, slow, house.hasher, house.clock)) {
      open(three, reader, ConnectionKind.WEBSOCKET);
      slow.begin();
      Thread renewing = Thread.startVirtualThread(three.node::beat);
      slow.awaitOne();

      Receipt receipt =
          house
              .roles
              .remove(house.admin, house.project, reader.user().user().id(), AI_TRAINING_READ)
              .receipt();

      assertThat(receipt.nodes()).contains("three");
      assertThat(receipt.expired()).isEmpty();
      assertThat(cut).hasValue(1);
      slow.end();
      renewing.join();
      assertThat(three.lease.held()).isTrue();
      assertThat(refusalOf(() -> open(three, reader, ConnectionKind.HTTP)))
          .isInstanceOf(Forbidden.class);
    }
  }

  @Test
  void aChangeThatLeavesTheRightLeavesTheConnection() {
    Issued reader = house.user("reader", AI_TRAINING_READ, AI_TRAINING_OPERATOR);
    LiveConnection connection = open(two, reader, ConnectionKind.WEBSOCKET);

    house.roles.remove(house.admin, house.project, reader.user().user().id(), AI_TRAINING_OPERATOR);

    assertThat(connection.isOpen()).isTrue();
    assertThat(cut).hasValue(0);
  }

  @Test
  void anOldPasswordEndsWithItsConnectionsWhenTheNewOneIsThere() {
    Issued reader = house.user("reader", AI_TRAINING_READ);
    open(two, reader, ConnectionKind.WEBSOCKET);
    assertThat(two.signIn.known(basic(reader, reader.password()))).isNotNull();

    Issued again =
        house.users.regeneratePassword(
            house.admin, house.project, reader.user().user().id(), Duration.ZERO);

    assertThat(cut).hasValue(1);
    assertThat(again.receipt().connectionsInAll()).isEqualTo(1);
    assertThat(
            refusalOf(() -> two.signIn.authenticate(basic(reader, reader.password()), "192.0.2.9")))
        .isInstanceOf(Unauthenticated.class);
    assertThat(two.signIn.authenticate(basic(reader, again.password()), "192.0.2.9"))
        .isInstanceOf(Caller.Person.class);
  }

  @Test
  void withAnOverlapBothPasswordsWorkUntilItHasPassed() {
    Issued reader = house.user("reader", AI_TRAINING_READ);
    Issued again =
        house.users.regeneratePassword(
            house.admin, house.project, reader.user().user().id(), Duration.ofHours(1));

    assertThat(two.signIn.authenticate(basic(reader, reader.password()), "a")).isNotNull();
    assertThat(two.signIn.authenticate(basic(reader, again.password()), "a")).isNotNull();

    house.clock.pass(Duration.ofHours(1));
    assertThat(refusalOf(() -> open(two, reader, ConnectionKind.HTTP)))
        .isInstanceOf(Unauthenticated.class);
    assertThat(open(two, again, ConnectionKind.HTTP).isOpen()).isTrue();
  }

  @Test
  void aTokenThatIsDeletedOrRenewedIsUnknownEverywhere() {
    Issued operator = house.user("operator", AI_TRAINING_OPERATOR);
    Actor actor = house.actor(operator);
    IssuedToken token =
        house.tokens.create(
            actor,
            house.project,
            new NewToken("ci", AI_TRAINING_READ, gatehouse.core.access.Selector.ALL, null));
    Presented old = new Presented.Bearer(token.value());
    assertThat(two.signIn.authenticate(old, "a")).isInstanceOf(Caller.Machine.class);

    IssuedToken renewed = house.tokens.renew(actor, house.project, token.token().id());
    assertThat(refusalOf(() -> two.signIn.authenticate(old, "a")))
        .isInstanceOf(Unauthenticated.class);
    assertThat(two.signIn.authenticate(new Presented.Bearer(renewed.value()), "a")).isNotNull();

    Receipt receipt = house.tokens.delete(actor, house.project, token.token().id());
    assertThat(refusalOf(() -> two.signIn.authenticate(new Presented.Bearer(renewed.value()), "a")))
        .isInstanceOf(Unauthenticated.class);
    assertThat(receipt.credentials()).containsEntry(gatehouse.core.access.Credential.Kind.TOKEN, 1);
  }

  @Test
  void aNodeThatDoesNotAnswerCostsOneLeaseAndServesNobodyAfterwards() {
    Issued reader = house.user("reader", AI_TRAINING_READ);
    open(two, reader, ConnectionKind.WEBSOCKET);
    two.pause();

    Receipt receipt = house.users.delete(house.admin, house.project, reader.user().user().id());

    assertThat(receipt.expired()).containsExactly("two");
    assertThat(receipt.nodes()).containsExactly("one");
    assertThat(receipt.took()).isLessThan(Duration.ofSeconds(4));
    assertThat(two.lease.held()).isFalse();
    assertThat(refusalOf(() -> open(two, reader, ConnectionKind.HTTP)))
        .isInstanceOf(Unavailable.class);

    two.node.beat();
    assertThat(two.lease.held()).isTrue();
    assertThat(cut).hasValue(1);
  }

  @Test
  void aRightThatEndsByItselfEndsItsConnections() throws InterruptedException {
    Issued reader = house.user("reader", AI_TRAINING_READ);
    house.users.endAt(
        house.admin,
        house.project,
        reader.user().user().id(),
        house.clock.instant().plus(Duration.ofMillis(50)));
    var ended = new CountDownLatch(1);
    Caller caller = two.signIn.authenticate(basic(reader, reader.password()), "a");
    two.connections.open(
        ConnectionKind.WEBSOCKET,
        caller,
        Permission.NOTEBOOK_OPEN,
        this::notebook,
        null,
        ended::countDown);

    house.clock.pass(Duration.ofMillis(60));

    assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatCannotBeClosedKeepsNothingElseOpen() {
    Issued reader = house.user("reader", AI_TRAINING_READ);
    Caller caller = two.signIn.authenticate(basic(reader, reader.password()), "a");
    for (int i = 0; i < 3; i++) {
      two.connections.open(
          ConnectionKind.WEBSOCKET,
          caller,
          Permission.NOTEBOOK_OPEN,
          this::notebook,
          null,
          () -> {
            cut.incrementAndGet();
            throw new IllegalStateException("the connection is over already");
          });
    }

    house.users.suspend(house.admin, house.project, reader.user().user().id());

    assertThat(cut).hasValue(3);
    assertThat(two.connections.all()).isEmpty();
  }

  @Test
  void aClockThatIsSetForwardEndsWhatHasEndedByItsNewTime() throws InterruptedException {
    Issued reader = house.user("reader", AI_TRAINING_READ);
    house.users.endAt(
        house.admin,
        house.project,
        reader.user().user().id(),
        house.clock.instant().plus(Duration.ofDays(30)));
    var ended = new CountDownLatch(1);
    try (MemoryNode three = house.another("three", new HastyTimers())) {
      Caller caller = three.signIn.authenticate(basic(reader, reader.password()), "a");
      three.connections.open(
          ConnectionKind.WEBSOCKET,
          caller,
          Permission.NOTEBOOK_OPEN,
          this::notebook,
          null,
          ended::countDown);

      house.clock.pass(Duration.ofDays(31));

      assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  private LiveConnection open(MemoryNode node, Issued user, ConnectionKind kind) {
    Caller caller = node.signIn.authenticate(basic(user, user.password()), "192.0.2.7");
    return node.connections.open(
        kind, caller, Permission.NOTEBOOK_OPEN, this::notebook, null, cut::incrementAndGet);
  }

  private Resource notebook() {
    return new Resource(house.project, "notebook", "n1", Map.of(), false);
  }

  private static Presented basic(Issued user, Secret password) {
    return new Presented.Basic(user.user().user().name().value(), password);
  }
}
