package gatehouse.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.Credential.Kind;
import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.administration.PendingConsumerKey;
import gatehouse.core.identity.Account;
import gatehouse.core.identity.Description;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.PasswordHash;
import gatehouse.core.identity.Project;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserId;
import gatehouse.core.identity.UserName;
import gatehouse.core.identity.UserStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every source of principals must do. Each engine extends this with its own, empty one. */
public abstract class PrincipalSourceContract {
  private static final ProjectId PROJECT = new ProjectId("a".repeat(32));
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456Z");
  private static final Fingerprint KEY = Fingerprint.of("a secret");

  protected abstract AdministrationStore store();

  protected abstract PrincipalSource source();

  private User ann;

  @BeforeEach
  void aUser() {
    ann =
        store()
            .transaction(
                tx -> {
                  tx.insert(new Project(PROJECT, "", true, NOW));
                  return tx.insertUser(
                      PROJECT,
                      new UserName("ann"),
                      new Description("Ann"),
                      "b".repeat(32),
                      NOW,
                      NOW.plusSeconds(60));
                });
  }

  private Credential insert(Kind kind, Subject subject, Fingerprint fingerprint) {
    return store()
        .transaction(
            tx ->
                tx.insert(
                    new Credential(
                        UUID.randomUUID(),
                        0,
                        kind,
                        subject,
                        PROJECT,
                        "ci",
                        RoleName.AI_TRAINING_READ,
                        new Selector(Map.of("team", "vision", "stage", "test")),
                        null,
                        null,
                        List.of(new AccessRule("GET", "/cloud/*"), new AccessRule("PUT", "/me")),
                        1,
                        NOW,
                        NOW,
                        NOW.plusSeconds(3600)),
                    fingerprint));
  }

  private Principal principal(Subject subject) {
    return source().principal(subject).orElseThrow();
  }

  @Test
  void whoIsNotThereHasNoPrincipal() {
    assertThat(source().principal(Subject.user(new UserId(4711)))).isEmpty();
    assertThat(source().principal(Subject.account(4711))).isEmpty();
    assertThat(source().principal(Subject.workload("x"))).isEmpty();
    assertThat(source().ownerOf(KEY)).isEmpty();
    assertThat(source().named(new UserName("nobody"))).isEmpty();
  }

  @Test
  void aUserStandsInTheirProject() {
    assertThat(principal(ann.subject()))
        .isEqualTo(
            new Principal(
                new Standing(
                    ann.subject(),
                    PROJECT,
                    new UserName("ann"),
                    UserStatus.OK,
                    NOW.plusSeconds(60),
                    List.of()),
                List.of(),
                List.of(),
                List.of()));
    assertThat(source().named(new UserName("ann"))).contains(ann.subject());
  }

  @Test
  void anAccountStandsInNoProject() {
    Account root = store().transaction(tx -> tx.insertAccount(new UserName("root"), NOW));

    Standing standing = principal(root.subject()).standing();

    assertThat(standing.isAccount()).isTrue();
    assertThat(standing.name()).isEqualTo(new UserName("root"));
    assertThat(source().named(new UserName("root"))).contains(root.subject());
  }

  @Test
  void whatObjectStorageKnowsOfAUserIsReadWithThem() {
    Credential key = insert(Kind.S3_KEY, ann.subject(), KEY);
    store()
        .transaction(
            tx -> {
              tx.keepSecret(key.id(), "sealed");
              tx.setPolicy(ann.id(), "{}", NOW);
              return null;
            });

    assertThat(principal(ann.subject()).storage())
        .isEqualTo(new Principal.Storage(Map.of(key.id(), "sealed"), "{}"));
    assertThat(source().ownerOf(KEY)).contains(ann.subject());
    store()
        .transaction(
            tx -> {
              tx.end(key.id());
              return null;
            });
    assertThat(principal(ann.subject()).storage()).isEqualTo(new Principal.Storage(Map.of(), "{}"));
  }

  @Test
  void grantsComeInTheOrderTheyWereGiven() {
    var first =
        new Grant(BuiltInRoles.named(RoleName.AI_TRAINING_READ), "root", NOW, NOW.plusSeconds(9));
    var second = new Grant(BuiltInRoles.named(RoleName.ADMINISTRATOR), "root", NOW, null);
    store()
        .transaction(
            tx -> {
              tx.grant(ann.id(), first);
              tx.grant(ann.id(), second);
              return null;
            });

    assertThat(principal(ann.subject()).standing().grants()).containsExactly(first, second);
  }

  @Test
  void aCredentialIsFoundByItsFingerprintAndComesBackWhole() {
    Credential token = insert(Kind.TOKEN, ann.subject(), KEY);

    assertThat(source().ownerOf(KEY)).contains(ann.subject());
    assertThat(principal(ann.subject()).keys()).containsExactly(new Principal.Key(KEY, token));
  }

  @Test
  void aWorkloadSessionKnowsItsWorkload() {
    String workload = "3f0c1a52-0000-4000-8000-000000000001";
    Credential session =
        store()
            .transaction(
                tx ->
                    tx.insert(
                        new Credential(
                            UUID.randomUUID(),
                            0,
                            Kind.WORKLOAD_SESSION,
                            ann.subject(),
                            null,
                            "",
                            null,
                            Selector.ALL,
                            workload,
                            null,
                            List.of(),
                            1,
                            NOW,
                            NOW,
                            null),
                        KEY));

    assertThat(principal(ann.subject()).keys()).containsExactly(new Principal.Key(KEY, session));
  }

  @Test
  void anEndedCredentialIsNobodys() {
    Credential token = insert(Kind.TOKEN, ann.subject(), KEY);

    store().transaction(tx -> tx.end(token.id()));

    assertThat(source().ownerOf(KEY)).isEmpty();
    assertThat(principal(ann.subject()).keys()).isEmpty();
  }

  @Test
  void aRenewedCredentialIsFoundByItsNewFingerprintAlone() {
    Credential token = insert(Kind.TOKEN, ann.subject(), KEY);
    Fingerprint next = Fingerprint.of("another secret");

    store().transaction(tx -> tx.renew(token.id(), next, NOW.plusSeconds(1)));

    assertThat(source().ownerOf(KEY)).isEmpty();
    assertThat(source().ownerOf(next)).contains(ann.subject());
    assertThat(principal(ann.subject()).keys())
        .singleElement()
        .satisfies(key -> assertThat(key.credential().version()).isEqualTo(2));
  }

  @Test
  void aPendingConsumerKeyIsNobodys() {
    store()
        .transaction(
            tx -> {
              Application application = tx.insert(application(null));
              tx.put(
                  new PendingConsumerKey(
                      UUID.randomUUID(),
                      KEY,
                      Fingerprint.of("validation"),
                      application.id(),
                      List.of(),
                      List.of(),
                      null,
                      NOW,
                      NOW.plusSeconds(60)));
              return null;
            });

    assertThat(source().ownerOf(KEY)).isEmpty();
  }

  @Test
  void passwordsOverlapUntilTheOlderEnds() {
    setPassword("one", null);
    setPassword("two", NOW.plusSeconds(60));

    List<Principal.Password> passwords = principal(ann.subject()).passwords();

    assertThat(passwords)
        .extracting(p -> p.hash().value(), Principal.Password::endsAt)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("two", null),
            org.assertj.core.groups.Tuple.tuple("one", NOW.plusSeconds(60)));
  }

  @Test
  void aPasswordSetWithoutOverlapEndsTheOthers() {
    setPassword("one", null);
    setPassword("two", NOW.plusSeconds(60));
    setPassword("three", null);

    assertThat(principal(ann.subject()).passwords())
        .extracting(p -> p.hash().value())
        .containsExactly("three");
  }

  private void setPassword(String hash, Instant othersEndAt) {
    store()
        .transaction(
            tx -> {
              tx.setPassword(ann.subject(), new PasswordHash(hash), NOW, othersEndAt);
              return null;
            });
  }

  @Test
  void applicationsComeWithTheirOwner() {
    Application mine = store().transaction(tx -> tx.insert(application(ann.subject())));

    assertThat(principal(ann.subject()).applications()).containsExactly(mine);
  }

  private static Application application(Subject owner) {
    return new Application(0, "Abcdefgh12345678", "c2VhbGVk", "scripts", "all of them", owner, NOW);
  }

  @Test
  void aSuspendedUserStandsSuspended() {
    store()
        .transaction(
            tx -> {
              tx.update(ann.with(UserStatus.DISABLED));
              return null;
            });

    assertThat(principal(ann.subject()).standing().status()).isEqualTo(UserStatus.DISABLED);
  }

  @Test
  void aDeletedUserIsGoneWithAllTheyHad() {
    insert(Kind.TOKEN, ann.subject(), KEY);
    setPassword("one", null);

    store()
        .transaction(
            tx -> {
              tx.deleteUser(ann.id());
              return null;
            });

    assertThat(source().principal(ann.subject())).isEmpty();
    assertThat(source().named(ann.name())).isEmpty();
    assertThat(source().ownerOf(KEY)).isEmpty();
  }

  @Test
  void aTransactionThatThrowsLeavesNothingBehind() {
    try {
      store()
          .transaction(
              tx -> {
                tx.setPassword(ann.subject(), new PasswordHash("one"), NOW, null);
                tx.update(ann.with(UserStatus.DISABLED));
                throw new IllegalStateException("changed my mind");
              });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("changed my mind");
    }

    assertThat(principal(ann.subject()).passwords()).isEmpty();
    assertThat(principal(ann.subject()).standing().status()).isEqualTo(UserStatus.OK);
  }
}
