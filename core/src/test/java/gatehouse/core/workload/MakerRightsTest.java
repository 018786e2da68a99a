package gatehouse.core.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.Receipt;
import gatehouse.core.access.RoleName;
import gatehouse.core.administration.Issued;
import gatehouse.core.administration.MemoryHouse;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserId;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.Policy;
import gatehouse.core.storage.S3Action;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The data of a workload stands on the rights of who made it, and falls with them. */
final class MakerRightsTest {
  private static final RoleName OBJECTSTORE = new RoleName("objectstore_operator");

  private final MemoryHouse house = new MemoryHouse();
  private final Issued ann = house.user("Ann", OBJECTSTORE);
  private final UserId id = ann.user().user().id();
  private final AtomicInteger cut = new AtomicInteger();
  private final MakerRights rights =
      new MakerRights(
          house.one.view, house.one.lease, house.one.connections, text -> Policy.NONE, house.clock);

  @AfterEach
  void close() {
    house.close();
  }

  private DataRights.Passage passage() {
    Workload queued =
        WorkloadsForTests.queued(
            WorkloadsForTests.aJobSpec("train"), Subject.user(id), house.clock.instant());
    var here =
        new Workload(
            queued.id(),
            house.project,
            queued.maker(),
            ann.user().user().name().value(),
            queued.createdAt(),
            queued.updatedAt(),
            queued.spec(),
            queued.desired(),
            queued.status());
    return rights.open(here, "LOCAL", "train", cut::incrementAndGet);
  }

  @Test
  void takingTheRoleAwayCutsWhatMovesAndCountsIt() {
    DataRights.Passage pull = passage();
    DataRights.Passage push = passage();
    pull.require(S3Action.LIST_BUCKET, "");
    pull.require(S3Action.GET_OBJECT, "a");
    push.require(S3Action.PUT_OBJECT, "b");

    Receipt receipt = house.roles.remove(house.admin, house.project, id, OBJECTSTORE).receipt();

    assertThat(receipt.connections()).containsEntry(ConnectionKind.TRANSFER, 2);
    assertThat(cut).hasValue(2);
    assertThatThrownBy(() -> pull.require(S3Action.GET_OBJECT, "a"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("ObjectStore Operator");
  }

  @Test
  void deletingTheUserCutsWhatMovesForThem() {
    DataRights.Passage pull = passage();
    pull.require(S3Action.GET_OBJECT, "a");

    Receipt receipt = house.users.delete(house.admin, house.project, id);

    assertThat(receipt.connections()).containsEntry(ConnectionKind.TRANSFER, 1);
    assertThatThrownBy(() -> pull.require(S3Action.GET_OBJECT, "a")).isInstanceOf(Refused.class);
  }

  @Test
  void whatIsOverIsNotCut() {
    DataRights.Passage pull = passage();
    pull.require(S3Action.GET_OBJECT, "a");
    pull.done(S3Action.GET_OBJECT, "a");
    pull.close();

    Receipt receipt = house.roles.remove(house.admin, house.project, id, OBJECTSTORE).receipt();

    assertThat(receipt.connections()).isEmpty();
    assertThat(cut).hasValue(0);
  }

  @Test
  void anotherRoleTakenAwayCutsNothing() {
    RoleName reader = RoleName.AI_TRAINING_READ;
    house.roles.add(
        house.admin,
        house.project,
        id,
        new gatehouse.core.administration.RoleWish(
            gatehouse.core.access.BuiltInRoles.named(reader), null));
    DataRights.Passage pull = passage();
    pull.require(S3Action.GET_OBJECT, "a");

    Receipt receipt = house.roles.remove(house.admin, house.project, id, reader).receipt();

    assertThat(receipt.connections()).isEmpty();
    pull.require(S3Action.GET_OBJECT, "a");
  }

  @Test
  void withoutTheRoleNothingIsOpened() {
    var _ = house.roles.remove(house.admin, house.project, id, OBJECTSTORE);
    DataRights.Passage pull = passage();

    assertThatThrownBy(() -> pull.require(S3Action.LIST_BUCKET, ""))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("ObjectStore Operator");

    assertThat(house.one.connections.all()).isEmpty();
  }
}
