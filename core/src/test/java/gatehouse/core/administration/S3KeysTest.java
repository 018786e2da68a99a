package gatehouse.core.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.access.Caller;
import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.Credential;
import gatehouse.core.access.LiveConnection;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Presented;
import gatehouse.core.access.Receipt;
import gatehouse.core.access.Resource;
import gatehouse.core.access.RoleName;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.UserId;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class S3KeysTest {
  private static final RoleName OBJECTSTORE = new RoleName("objectstore_operator");

  private final MemoryHouse house = new MemoryHouse();
  private final Issued ann = house.user("Ann", OBJECTSTORE);
  private final UserId id = ann.user().user().id();

  @AfterEach
  void close() {
    house.close();
  }

  private IssuedS3Key create() {
    return house.s3Keys.create(house.admin, house.project, id);
  }

  private Caller caller(IssuedS3Key key) {
    return house.one.view.caller(S3Keys.fingerprint(key.key().name())).orElseThrow();
  }

  @Test
  void aKeyPairIsThirtyTwoHexDigitsTwiceAndShownAgain() {
    IssuedS3Key made = create();

    assertThat(made.key().name()).matches("[0-9a-f]{32}");
    assertThat(made.secret().value()).matches("[0-9a-f]{32}");
    assertThat(house.s3Keys.secret(house.admin, house.project, id, made.key().name()).secret())
        .isEqualTo(made.secret());
    assertThat(house.s3Keys.list(house.admin, house.project, id)).containsExactly(made.key());
  }

  @Test
  void aKeyIsItsUserAndReachesAsFarAsTheirRole() {
    Caller caller = caller(create());

    assertThat(caller.inWords()).isEqualTo(ann.user().user().name().value());
    assertThat(allowed(caller, Permission.OBJECT_WRITE)).isTrue();
    assertThat(allowed(caller, Permission.JOB_LAUNCH)).isFalse();
  }

  @Test
  void anAccessKeyIsNoBearerToken() {
    IssuedS3Key key = create();

    for (Secret secret :
        new Secret[] {
          key.secret(), new Secret(key.key().name()), new Secret("s3:" + key.key().name())
        }) {
      assertThatThrownBy(
              () -> house.one.signIn.authenticate(new Presented.Bearer(secret), "192.0.2.1"))
          .isInstanceOf(Refused.class);
    }
  }

  @Test
  void deletingAKeyCutsWhatRunsOnItAndSaysSo() {
    IssuedS3Key key = create();
    var cut = new AtomicBoolean();
    LiveConnection transfer =
        house.one.connections.open(
            ConnectionKind.TRANSFER,
            caller(key),
            Permission.OBJECT_READ,
            () -> Resource.of(house.project),
            null,
            () -> cut.set(true));

    Receipt receipt = house.s3Keys.delete(house.admin, house.project, id, key.key().name());

    assertThat(cut).isTrue();
    assertThat(transfer.isOpen()).isFalse();
    assertThat(receipt.credentials()).containsEntry(Credential.Kind.S3_KEY, 1);
    assertThat(receipt.connections()).containsEntry(ConnectionKind.TRANSFER, 1);
    assertThat(house.one.view.caller(S3Keys.fingerprint(key.key().name()))).isEmpty();
    assertThatThrownBy(() -> house.s3Keys.secret(house.admin, house.project, id, key.key().name()))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.refusal()).isInstanceOf(NotFound.class));
  }

  @Test
  void deletingAUserEndsTheirKeysAndCountsThem() {
    create();
    create();

    Receipt receipt = house.users.delete(house.admin, house.project, id);

    assertThat(receipt.credentials()).containsEntry(Credential.Kind.S3_KEY, 2);
  }

  @Test
  void aUserManagesTheirOwnKeysAndNobodyElses() {
    Actor self = house.actor(ann);
    Issued bob = house.user("Bob", OBJECTSTORE);

    IssuedS3Key own = house.s3Keys.create(self, house.project, id);

    assertThat(house.s3Keys.list(self, house.project, id)).containsExactly(own.key());
    assertThatThrownBy(() -> house.s3Keys.create(self, house.project, bob.user().user().id()))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.refusal()).isInstanceOf(Forbidden.class));
  }

  @Test
  void withoutARoleForObjectStorageNobodyMakesKeysForThemselves() {
    Issued bob = house.user("Bob", RoleName.AI_TRAINING_READ);

    assertThatThrownBy(
            () -> house.s3Keys.create(house.actor(bob), house.project, bob.user().user().id()))
        .isInstanceOf(Refused.class);
  }

  private boolean allowed(Caller caller, Permission permission) {
    return gatehouse.core.access.Access.decide(
            caller, permission, Resource.of(house.project), house.clock.instant())
        .allowed();
  }
}
