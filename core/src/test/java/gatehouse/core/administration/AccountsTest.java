package gatehouse.core.administration;

import static gatehouse.core.administration.MemoryHouse.ADMIN_PASSWORD;
import static gatehouse.core.refusal.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.MemoryCluster;
import gatehouse.core.administration.Accounts.NewAccount;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.UserName;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AccountsTest {
  private static final UserName ADMIN = new UserName("admin");
  private static final UserName GRACE = new UserName("grace");

  private final MemoryHouse house = new MemoryHouse();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void theLastAccountThatCanSignInStays() {
    assertThat(refusalOf(() -> house.accounts.delete(house.admin, ADMIN)))
        .isInstanceOf(Conflict.class);
    assertThat(refusalOf(() -> house.accounts.suspend(house.admin, ADMIN)))
        .isInstanceOf(Conflict.class);

    house.accounts.create(house.admin, GRACE);
    assertThat(refusalOf(() -> house.accounts.suspend(house.admin, ADMIN)))
        .as("GRACE has only a link: nobody knows whether it is ever followed")
        .isInstanceOf(Conflict.class);
    house.accounts.suspend(house.admin, GRACE);
    assertThat(refusalOf(() -> house.accounts.delete(house.admin, ADMIN)))
        .isInstanceOf(Conflict.class);
    assertThat(house.actor("admin", ADMIN_PASSWORD)).isNotNull();
  }

  @Test
  void aSetUpLinkSetsThePasswordOnce() {
    NewAccount grace = house.accounts.create(house.admin, GRACE);
    assertThat(refusalOf(() -> house.accounts.setUp(grace.setUpCode(), new Secret("short"))))
        .isInstanceOf(Invalid.class);

    house.accounts.setUp(grace.setUpCode(), new Secret("long enough now"));

    assertThat(house.actor("grace", new Secret("long enough now")).name()).isEqualTo("grace");
    assertThat(
            refusalOf(
                () -> house.accounts.setUp(grace.setUpCode(), new Secret("long enough again"))))
        .isInstanceOf(Unauthenticated.class);
  }

  @Test
  void anOldSetUpLinkEndsWhenThePasswordIsSetAnotherWay() {
    NewAccount grace = house.accounts.create(house.admin, GRACE);
    house.accounts.setPassword(house.admin, GRACE, new Secret("chosen by an admin"));

    assertThat(
            refusalOf(() -> house.accounts.setUp(grace.setUpCode(), new Secret("by an old link"))))
        .isInstanceOf(Unauthenticated.class);
  }

  @Test
  void theFirstAccountIsMadeOnce() {
    assertThat(house.accounts.createFirst(new UserName("mallory"), Optional.empty())).isEmpty();
  }

  @Test
  void whoBringsThePasswordOfTheFirstAccountGetsNoLinkBesideIt() {
    var brought = firstOf(Optional.of(new Secret("long enough now")));
    var drawn = firstOf(Optional.empty());

    assertThat(brought.setUpCode()).isEmpty();
    assertThat(brought.password()).isEmpty();
    assertThat(drawn.setUpCode()).isPresent();
    assertThat(drawn.password()).isPresent();
  }

  private Accounts.FirstAccount firstOf(Optional<Secret> password) {
    var cluster = new MemoryCluster();
    var empty = new MemoryAdministration(house.clock, cluster);
    try (var node = new MemoryNode("first", empty, cluster, house.hasher, house.clock)) {
      var changes = new Changes(empty, node.node, System::nanoTime);
      return new Accounts(empty, changes, house.permits, house.hasher, house.secrets, house.clock)
          .createFirst(ADMIN, password)
          .orElseThrow();
    }
  }

  @Test
  void aUserWithTheRoleAdministratorManagesNoAccounts() {
    Actor boss = house.actor(house.user("boss", gatehouse.core.access.RoleName.ADMINISTRATOR));

    assertThat(refusalOf(() -> house.accounts.create(boss, GRACE))).isInstanceOf(Forbidden.class);
    assertThat(refusalOf(() -> house.projects.create(boss, "another")))
        .isInstanceOf(Forbidden.class);
  }
}
