package gatehouse.core.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.access.AccessRule;
import gatehouse.core.access.AddressRange;
import gatehouse.core.access.Application;
import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Credential.Kind;
import gatehouse.core.access.Grant;
import gatehouse.core.access.RoleName;
import gatehouse.core.access.Selector;
import gatehouse.core.audit.AuditCheckpoint;
import gatehouse.core.audit.AuditEntry;
import gatehouse.core.audit.AuditLine;
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
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every administration store must do. Each engine extends this with its own, empty one. */
public abstract class AdministrationStoreContract {
  protected static final ProjectId PROJECT = new ProjectId("a".repeat(32));
  protected static final ProjectId OTHER = new ProjectId("b".repeat(32));
  protected static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456Z");
  protected static final Set<Kind> ALL_KINDS = EnumSet.allOf(Kind.class);

  protected abstract AdministrationStore store();

  @BeforeEach
  void twoProjects() {
    change(
        tx -> {
          tx.insert(new Project(PROJECT, "first", true, NOW));
          tx.insert(new Project(OTHER, "second", false, NOW.plusSeconds(1)));
        });
  }

  protected final void change(Consumer<AdministrationStore.Change> work) {
    store()
        .transaction(
            tx -> {
              work.accept(tx);
              return null;
            });
  }

  protected final User user(String name) {
    return user(PROJECT, name, name, NOW);
  }

  private User user(ProjectId project, String name, String description, Instant createdAt) {
    return store()
        .transaction(
            tx ->
                tx.insertUser(
                    project,
                    new UserName(name),
                    new Description(description),
                    "c".repeat(32),
                    createdAt,
                    null));
  }

  private static Grant grant(RoleName role) {
    return new Grant(BuiltInRoles.named(role), "root", NOW, null);
  }

  private static Credential credential(Kind kind, Subject subject, String name, Instant createdAt) {
    return new Credential(
        UUID.randomUUID(),
        0,
        kind,
        subject,
        null,
        name,
        null,
        Selector.ALL,
        null,
        null,
        List.of(),
        1,
        createdAt,
        createdAt,
        null);
  }

  private Credential insert(Credential credential) {
    return store().transaction(tx -> tx.insert(credential, Fingerprint.of(credential.id() + "")));
  }

  private Page<UserWithRoles> list(
      String text, RoleName role, UserStatus status, UserQuery.Sort sort, boolean descending) {
    return store().users(new UserQuery(PROJECT, text, role, status, sort, descending, 0, 100));
  }

  private static List<String> names(Page<UserWithRoles> page) {
    return page.items().stream().map(u -> u.user().name().value()).toList();
  }

  // Object storage

  @Test
  void theSecretOfAnS3KeyGoesWithTheKey() {
    User ann = user("ann");
    Credential key = insert(credential(Kind.S3_KEY, ann.subject(), "0123", NOW));
    change(tx -> tx.keepSecret(key.id(), "sealed"));

    change(tx -> assertThat(tx.end(key.id())).isPresent());
    change(tx -> tx.deleteUser(ann.id()));

    assertThat(store().credential(key.id())).isEmpty();
  }

  @Test
  void aPolicyIsKeptAsItWasSentAndGoesWithItsUser() {
    User ann = user("ann");
    String text = "{ \"Statement\" :\n[]}\u00e4 \ud834\udd1e";
    change(tx -> assertThat(tx.policy(ann.id())).isEmpty());

    change(tx -> tx.setPolicy(ann.id(), "first", NOW));
    change(tx -> tx.setPolicy(ann.id(), text, NOW));

    change(tx -> assertThat(tx.policy(ann.id())).isEqualTo(text));
    change(tx -> tx.deleteUser(ann.id()));
    change(tx -> assertThat(tx.policy(ann.id())).isEmpty());
  }

  // Projects

  @Test
  void projectsComeOldestFirst() {
    assertThat(store().projects())
        .containsExactly(
            new Project(PROJECT, "first", true, NOW),
            new Project(OTHER, "second", false, NOW.plusSeconds(1)));
    assertThat(store().project(OTHER)).map(Project::description).contains("second");
    assertThat(store().project(new ProjectId("c".repeat(32)))).isEmpty();
  }

  @Test
  void aProjectIsDescribedAnew() {
    change(tx -> tx.update(new Project(PROJECT, "renamed", false, NOW.plusSeconds(9))));

    assertThat(store().project(PROJECT)).contains(new Project(PROJECT, "renamed", false, NOW));
  }

  // Users

  @Test
  void aNewUserIsReadBackWhole() {
    User ann =
        store()
            .transaction(
                tx ->
                    tx.insertUser(
                        PROJECT,
                        new UserName("ann"),
                        new Description("Ännchen 🚪"),
                        "d".repeat(32),
                        NOW,
                        NOW.plusSeconds(60)));

    assertThat(ann.status()).isEqualTo(UserStatus.OK);
    assertThat(ann.lastSignIn()).isNull();
    assertThat(store().user(PROJECT, ann.id())).contains(new UserWithRoles(ann, List.of()));
    assertThat(store().user(new UserName("ann"))).contains(new UserWithRoles(ann, List.of()));
    assertThat(store().user("d".repeat(32))).contains(new UserWithRoles(ann, List.of()));
    assertThat(store().user("e".repeat(32))).isEmpty();
    assertThat(store().user(OTHER, ann.id())).isEmpty();
  }

  @Test
  void idsCountUp() {
    assertThat(user("ann").id().value()).isPositive().isLessThan(user("bob").id().value());
  }

  @Test
  void aNameIsTakenAcrossProjectsAndAccounts() {
    user("ann");
    change(tx -> tx.insertAccount(new UserName("root"), NOW));

    assertConflict(() -> user(OTHER, "ann", "another", NOW));
    assertConflict(() -> user("root"));
    assertConflict(() -> change(tx -> tx.insertAccount(new UserName("ann"), NOW)));
    assertConflict(() -> change(tx -> tx.insertAccount(new UserName("root"), NOW)));
    assertThat(store().users(UserQuery.all(OTHER)).total()).isZero();
  }

  private static void assertConflict(Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.refusal()).isInstanceOf(Conflict.class));
  }

  @Test
  void aUserIsUpdatedInDescriptionStatusAndEnd() {
    User ann = user("ann");
    var changed =
        new User(
            ann.id(),
            ann.project(),
            ann.name(),
            new Description("other"),
            UserStatus.DISABLED,
            ann.openstackId(),
            ann.createdAt(),
            NOW.plusSeconds(5),
            null);

    change(tx -> tx.update(changed));

    assertThat(store().user(PROJECT, ann.id())).map(UserWithRoles::user).contains(changed);
    assertThat(store().<Optional<User>>transaction(tx -> tx.lockUser(PROJECT, ann.id())))
        .contains(changed);
    assertThat(store().<Optional<User>>transaction(tx -> tx.lockUser(OTHER, ann.id()))).isEmpty();
  }

  @Test
  void aDeletedUserFreesTheirName() {
    User ann = user("ann");
    change(tx -> tx.grant(ann.id(), grant(RoleName.ADMINISTRATOR)));
    change(tx -> tx.setPassword(ann.subject(), new PasswordHash("x"), NOW, null));
    Credential token = insert(credential(Kind.TOKEN, ann.subject(), "ci", NOW));
    var code = code("code", ann.subject());
    change(tx -> tx.put(code));

    change(tx -> tx.deleteUser(ann.id()));

    assertThat(store().user(PROJECT, ann.id())).isEmpty();
    assertThat(store().user(new UserName("ann"))).isEmpty();
    assertThat(store().user(ann.openstackId())).isEmpty();
    assertThat(store().users(UserQuery.all(PROJECT))).isEqualTo(new Page<>(List.of(), 0));
    assertThat(store().credential(token.id())).isEmpty();
    assertThat(store().<List<Grant>>transaction(tx -> tx.grants(ann.id()))).isEmpty();
    assertThat(store().<Optional<User>>transaction(tx -> tx.lockUser(PROJECT, ann.id()))).isEmpty();
    assertThat(take("code", OneTimeCode.Purpose.ENTER_WORKLOAD, NOW)).isEmpty();
    assertThat(user("ann").id()).isNotEqualTo(ann.id());
  }

  // Lists of users

  @Test
  void usersAreFoundByPartOfNameOrDescription() {
    user(PROJECT, "ann", "Vision team", NOW);
    user(PROJECT, "bob", "speech by ännchen", NOW);
    user(PROJECT, "visionary", "", NOW);
    user(OTHER, "elsewhere", "vision", NOW);

    Page<UserWithRoles> found = list("VISION", null, null, UserQuery.Sort.ID, false);

    assertThat(names(found)).containsExactly("ann", "visionary");
    assertThat(names(list("ÄNN", null, null, UserQuery.Sort.ID, false))).containsExactly("bob");
    assertThat(found.total()).isEqualTo(2);
  }

  @Test
  void signsThatMeanSomethingToSqlAreOrdinaryText() {
    user(PROJECT, "ann", "100% sure", NOW);
    user(PROJECT, "bob", "a_b\\c", NOW);
    user(PROJECT, "eve", "'; DROP TABLE users; --", NOW);

    assertThat(names(list("%", null, null, UserQuery.Sort.ID, false))).containsExactly("ann");
    assertThat(names(list("_", null, null, UserQuery.Sort.ID, false))).containsExactly("bob");
    assertThat(names(list("\\", null, null, UserQuery.Sort.ID, false))).containsExactly("bob");
    assertThat(names(list("'; DROP", null, null, UserQuery.Sort.ID, false))).containsExactly("eve");
  }

  @Test
  void usersAreFoundByRoleAndStatus() {
    User ann = user("ann");
    User bob = user("bob");
    user("eve");
    change(tx -> tx.grant(ann.id(), grant(RoleName.AI_TRAINING_READ)));
    change(tx -> tx.grant(bob.id(), grant(RoleName.AI_TRAINING_READ)));
    change(tx -> tx.update(bob.with(UserStatus.DISABLED)));

    assertThat(names(list("", RoleName.AI_TRAINING_READ, null, UserQuery.Sort.ID, false)))
        .containsExactly("ann", "bob");
    assertThat(
            names(
                list("", RoleName.AI_TRAINING_READ, UserStatus.DISABLED, UserQuery.Sort.ID, false)))
        .containsExactly("bob");
    assertThat(list("", null, UserStatus.OK, UserQuery.Sort.ID, false).total()).isEqualTo(2);
  }

  @Test
  void usersAreSorted() {
    User b = user(PROJECT, "b", "x", NOW.plusSeconds(2));
    User c = user(PROJECT, "c", "x", NOW.plusSeconds(1));
    user(PROJECT, "a", "y", NOW.plusSeconds(3));
    store()
        .noteUses(
            Map.of(), Map.of(b.subject(), NOW.plusSeconds(20), c.subject(), NOW.plusSeconds(10)));

    assertThat(sorted(UserQuery.Sort.ID, false)).containsExactly("b", "c", "a");
    assertThat(sorted(UserQuery.Sort.ID, true)).containsExactly("a", "c", "b");
    assertThat(sorted(UserQuery.Sort.NAME, false)).containsExactly("a", "b", "c");
    assertThat(sorted(UserQuery.Sort.NAME, true)).containsExactly("c", "b", "a");
    assertThat(sorted(UserQuery.Sort.CREATED, false)).containsExactly("c", "b", "a");
    assertThat(sorted(UserQuery.Sort.DESCRIPTION, false)).containsExactly("b", "c", "a");
    assertThat(sorted(UserQuery.Sort.DESCRIPTION, true)).containsExactly("a", "c", "b");
    assertThat(sorted(UserQuery.Sort.LAST_SIGN_IN, false)).containsExactly("a", "c", "b");
    assertThat(sorted(UserQuery.Sort.LAST_SIGN_IN, true)).containsExactly("b", "c", "a");
  }

  private List<String> sorted(UserQuery.Sort sort, boolean descending) {
    return names(list("", null, null, sort, descending));
  }

  @Test
  void aPageKnowsHowManyThereAre() {
    IntStream.range(0, 7).forEach(i -> user("user" + i));

    var page =
        store().users(new UserQuery(PROJECT, "", null, null, UserQuery.Sort.ID, false, 5, 5));

    assertThat(names(page)).containsExactly("user5", "user6");
    assertThat(page.total()).isEqualTo(7);
    var past = new UserQuery(PROJECT, "", null, null, UserQuery.Sort.ID, false, 50, 5);
    assertThat(store().users(past)).isEqualTo(new Page<>(List.of(), 7));
  }

  // Grants

  private List<String> found(UserFilter filter) {
    return names(store().users(new UserQuery(PROJECT, filter, UserQuery.Sort.ID, false, 0, 100)));
  }

  private static UserFilter seen(UserFilter.Seen seen) {
    return new UserFilter(List.of(), Set.of(), Set.of(), null, null, seen, null);
  }

  @Test
  void usersAreFoundByAllConditionsTogether() {
    User ann = user(PROJECT, "ann", "vision team", NOW);
    User bob = user(PROJECT, "bob", "vision of sound", NOW);
    User cid = user(PROJECT, "cid", "sound", NOW);
    change(tx -> tx.grant(ann.id(), grant(RoleName.AI_TRAINING_READ)));
    change(tx -> tx.grant(bob.id(), grant(RoleName.AI_TRAINING_READ)));
    change(tx -> tx.grant(bob.id(), grant(RoleName.OBJECTSTORE_OPERATOR)));

    assertThat(
            found(
                new UserFilter(
                    List.of("VISION", "sound"), Set.of(), Set.of(), null, null, null, null)))
        .containsExactly("bob");
    assertThat(
            found(
                new UserFilter(
                    List.of(),
                    Set.of(RoleName.AI_TRAINING_READ),
                    Set.of(RoleName.OBJECTSTORE_OPERATOR),
                    null,
                    null,
                    null,
                    null)))
        .containsExactly("ann");
    assertThat(
            found(
                new UserFilter(
                    List.of(),
                    Set.of(RoleName.AI_TRAINING_READ, RoleName.OBJECTSTORE_OPERATOR),
                    Set.of(),
                    null,
                    null,
                    null,
                    null)))
        .containsExactly("bob");
    assertThat(
            found(
                new UserFilter(
                    List.of(),
                    Set.of(),
                    Set.of(RoleName.AI_TRAINING_READ),
                    null,
                    null,
                    null,
                    null)))
        .containsExactly(cid.name().value());
  }

  @Test
  void usersAreFoundByWhenTheyWereMadeAndSeenAndEnd() {
    User ann = user(PROJECT, "ann", "ann", NOW);
    User bob = user(PROJECT, "bob", "bob", NOW);
    Instant made = ann.createdAt();
    Instant seen = made.plusSeconds(100);
    store().noteUses(Map.of(), Map.of(ann.subject(), seen));

    assertThat(found(seen(new UserFilter.Seen.Never()))).containsExactly("bob");
    assertThat(
            found(seen(new UserFilter.Seen.Within(new UserFilter.Span(seen, seen.plusSeconds(1))))))
        .containsExactly("ann");
    assertThat(
            found(seen(new UserFilter.Seen.Within(new UserFilter.Span(seen.plusSeconds(1), null)))))
        .isEmpty();
    assertThat(found(seen(new UserFilter.Seen.NotSince(made.plusSeconds(50)))))
        .containsExactly("bob");
    assertThat(found(seen(new UserFilter.Seen.NotSince(made)))).isEmpty();
    var span = new UserFilter.Span(made.minusSeconds(1), made.plusSeconds(1));
    assertThat(found(new UserFilter(List.of(), Set.of(), Set.of(), null, null, null, span)))
        .containsExactly("ann", "bob");
    store()
        .transaction(
            tx -> {
              tx.update(bob.endingAt(made.plusSeconds(10)));
              return bob;
            });
    assertThat(
            found(
                new UserFilter(
                    List.of(), Set.of(), Set.of(), null, made.plusSeconds(10), null, null)))
        .containsExactly("bob");
    assertThat(
            found(
                new UserFilter(
                    List.of(), Set.of(), Set.of(), null, made.plusSeconds(9), null, null)))
        .isEmpty();
  }

  @Test
  void aCredentialThatIsConfirmedStaysTheSame() {
    User ann = user("ann");
    Credential session = insert(credential(Kind.PANEL_SESSION, ann.subject(), "Firefox", NOW));
    Instant later = NOW.plusSeconds(900);

    var confirmed = store().transaction(tx -> tx.confirm(session.id(), later)).orElseThrow();

    assertThat(confirmed.updatedAt()).isEqualTo(later);
    assertThat(confirmed.createdAt()).isEqualTo(NOW);
    assertThat(confirmed.version()).isEqualTo(session.version());
    assertThat(store().credential(session.id())).contains(confirmed);
    Optional<Credential> unknown = store().transaction(tx -> tx.confirm(UUID.randomUUID(), later));
    assertThat(unknown).isEmpty();
  }

  @Test
  void theProjectOfAUserIsKnownAfterTheyAreGone() {
    User ann = user(PROJECT, "ann", "ann", NOW);
    store()
        .transaction(
            tx -> {
              tx.deleteUser(ann.id());
              return ann;
            });

    assertThat(store().user(PROJECT, ann.id())).isEmpty();
    assertThat(store().projectOf(ann.id())).contains(PROJECT);
    assertThat(store().projectOf(new UserId(999_999))).isEmpty();
  }

  @Test
  void aRoleGivenAnewReplacesTheSameOne() {
    User ann = user("ann");
    var again =
        new Grant(
            BuiltInRoles.named(RoleName.AI_TRAINING_READ),
            "eve",
            NOW.plusSeconds(1),
            NOW.plusSeconds(60));
    change(tx -> tx.grant(ann.id(), grant(RoleName.AI_TRAINING_READ)));
    change(tx -> tx.grant(ann.id(), grant(RoleName.OBJECTSTORE_OPERATOR)));

    change(tx -> tx.grant(ann.id(), again));

    assertThat(store().user(PROJECT, ann.id()).orElseThrow().grants())
        .containsExactly(again, grant(RoleName.OBJECTSTORE_OPERATOR));
  }

  @Test
  void takingARoleSaysWhetherItWasHeld() {
    User ann = user("ann");
    change(tx -> tx.grant(ann.id(), grant(RoleName.ADMINISTRATOR)));

    assertThat(revoke(ann, RoleName.ADMINISTRATOR)).isTrue();
    assertThat(revoke(ann, RoleName.ADMINISTRATOR)).isFalse();
    assertThat(store().user(PROJECT, ann.id()).orElseThrow().grants()).isEmpty();
  }

  private boolean revoke(User user, RoleName role) {
    return store().transaction(tx -> tx.revoke(user.id(), role));
  }

  @Test
  void aListShowsTheRolesOfEachUser() {
    User ann = user("ann");
    user("bob");
    change(tx -> tx.grant(ann.id(), grant(RoleName.AI_TRAINING_READ)));
    change(tx -> tx.grant(ann.id(), grant(RoleName.ADMINISTRATOR)));

    assertThat(store().users(UserQuery.all(PROJECT)).items())
        .extracting(UserWithRoles::grants)
        .containsExactly(
            List.of(grant(RoleName.AI_TRAINING_READ), grant(RoleName.ADMINISTRATOR)), List.of());
  }

  // Accounts

  @Test
  void accountsComeOldestFirstAndGoWithAllTheyHad() {
    Account root = store().transaction(tx -> tx.insertAccount(new UserName("root"), NOW));
    Account eve = store().transaction(tx -> tx.insertAccount(new UserName("eve"), NOW));
    Credential session = insert(credential(Kind.PANEL_SESSION, root.subject(), "Firefox", NOW));
    change(tx -> tx.setPassword(root.subject(), new PasswordHash("x"), NOW, null));
    change(tx -> tx.insert(application("Abcdefgh12345678", root.subject())));

    assertThat(store().accounts()).extracting(Account::id).containsExactly(root.id(), eve.id());
    assertThat(store().<List<Account>>transaction(AdministrationStore.Change::lockAccounts))
        .extracting(Account::id)
        .containsExactly(root.id(), eve.id());

    change(tx -> tx.deleteAccount(root.id()));

    assertThat(store().accounts()).containsExactly(eve);
    assertThat(store().credential(session.id())).isEmpty();
    assertThat(store().application("Abcdefgh12345678")).isEmpty();
    assertThat(user("root").name()).isEqualTo(new UserName("root"));
  }

  @Test
  void anAccountIsSuspended() {
    Account root = store().transaction(tx -> tx.insertAccount(new UserName("root"), NOW));

    change(
        tx ->
            tx.update(new Account(root.id(), root.name(), UserStatus.DISABLED, NOW, null, false)));

    assertThat(store().accounts()).extracting(Account::status).containsExactly(UserStatus.DISABLED);
  }

  @Test
  void anAccountHasAPasswordOnceOneIsSet() {
    Account root = store().transaction(tx -> tx.insertAccount(new UserName("root"), NOW));
    assertThat(root.hasPassword()).isFalse();

    change(tx -> tx.setPassword(root.subject(), new PasswordHash("$hash"), NOW, null));

    assertThat(store().accounts()).extracting(Account::hasPassword).containsExactly(true);
    change(
        tx -> assertThat(tx.lockAccounts()).extracting(Account::hasPassword).containsExactly(true));
  }

  // Credentials

  @Test
  void aCredentialGetsANumberAndIsReadBackWhole() {
    User ann = user("ann");
    Application application =
        store().transaction(tx -> tx.insert(application("Abcdefgh12345678", ann.subject())));
    var given =
        new Credential(
            UUID.randomUUID(),
            0,
            Kind.CONSUMER_KEY,
            ann.subject(),
            PROJECT,
            "scripts",
            RoleName.AI_TRAINING_READ,
            new Selector(Map.of("a", "1", "b", "2")),
            "w",
            application.id(),
            List.of(new AccessRule("GET", "/*"), new AccessRule("DELETE", "/me/\"x\"")),
            List.of(AddressRange.of("192.0.2.0/24"), AddressRange.of("2001:db8::7")),
            3,
            NOW,
            NOW.plusSeconds(1),
            NOW.plusSeconds(2));

    Credential kept = insert(given);

    assertThat(kept.number()).isPositive();
    assertThat(store().credential(kept.id())).contains(kept);
    assertThat(kept).usingRecursiveComparison().ignoringFields("number").isEqualTo(given);
  }

  @Test
  void credentialsComeNewestFirstByKind() {
    User ann = user("ann");
    Credential first = insert(credential(Kind.PANEL_SESSION, ann.subject(), "1", NOW));
    Credential second =
        insert(credential(Kind.CLI_SESSION, ann.subject(), "2", NOW.plusSeconds(1)));
    insert(credential(Kind.TOKEN, ann.subject(), "3", NOW.plusSeconds(2)));
    insert(credential(Kind.PANEL_SESSION, user("bob").subject(), "4", NOW));

    assertThat(store().credentials(ann.subject(), Set.of(Kind.PANEL_SESSION, Kind.CLI_SESSION)))
        .containsExactly(second, first);
    assertThat(store().credentials(ann.subject(), Set.of())).isEmpty();
  }

  @Test
  void tokensOfAProjectComeOldestFirst() {
    User ann = user("ann");
    Account root = store().transaction(tx -> tx.insertAccount(new UserName("root"), NOW));
    Credential first = insert(credential(Kind.TOKEN, ann.subject(), "1", NOW));
    Credential second = insert(credential(Kind.TOKEN, ann.subject(), "2", NOW.plusSeconds(1)));
    Credential inProject =
        insert(
            new Credential(
                UUID.randomUUID(),
                0,
                Kind.TOKEN,
                root.subject(),
                PROJECT,
                "3",
                null,
                Selector.ALL,
                null,
                null,
                List.of(),
                1,
                NOW.plusSeconds(2),
                NOW,
                null));
    insert(credential(Kind.CLI_SESSION, ann.subject(), "4", NOW));
    insert(credential(Kind.TOKEN, user(OTHER, "eve", "", NOW).subject(), "5", NOW));

    assertThat(store().tokens(PROJECT, 0, 10))
        .isEqualTo(new Page<>(List.of(first, second, inProject), 3));
    assertThat(store().tokens(PROJECT, 1, 1)).isEqualTo(new Page<>(List.of(second), 3));
  }

  @Test
  void renewingCountsTheVersionOn() {
    Credential token = insert(credential(Kind.TOKEN, user("ann").subject(), "ci", NOW));

    Optional<Credential> renewed =
        store().transaction(tx -> tx.renew(token.id(), Fingerprint.of("next"), NOW.plusSeconds(5)));

    assertThat(renewed).isEqualTo(store().credential(token.id()));
    assertThat(renewed.orElseThrow().version()).isEqualTo(2);
    assertThat(renewed.orElseThrow().updatedAt()).isEqualTo(NOW.plusSeconds(5));
    assertThat(
            store()
                .<Optional<Credential>>transaction(
                    tx -> tx.renew(UUID.randomUUID(), Fingerprint.of("x"), NOW)))
        .isEmpty();
  }

  @Test
  void aCredentialEndsOnce() {
    Credential token = insert(credential(Kind.TOKEN, user("ann").subject(), "ci", NOW));

    assertThat(end(token)).contains(token);
    assertThat(end(token)).isEmpty();
    assertThat(store().credential(token.id())).isEmpty();
  }

  private Optional<Credential> end(Credential credential) {
    return store().transaction(tx -> tx.end(credential.id()));
  }

  @Test
  void endingAllCountsByKind() {
    User ann = user("ann");
    insert(credential(Kind.TOKEN, ann.subject(), "1", NOW));
    insert(credential(Kind.TOKEN, ann.subject(), "2", NOW));
    insert(credential(Kind.PANEL_SESSION, ann.subject(), "3", NOW));
    Credential kept = insert(credential(Kind.CLI_SESSION, ann.subject(), "4", NOW));

    Map<Kind, Integer> ended =
        store().transaction(tx -> tx.endAll(ann.subject(), Set.of(Kind.TOKEN, Kind.PANEL_SESSION)));

    assertThat(ended).isEqualTo(Map.of(Kind.TOKEN, 2, Kind.PANEL_SESSION, 1));
    assertThat(store().credentials(ann.subject(), ALL_KINDS)).containsExactly(kept);
  }

  @Test
  void lastUsesOnlyGoForward() {
    User ann = user("ann");
    Credential token = insert(credential(Kind.TOKEN, ann.subject(), "ci", NOW));
    Credential unused = insert(credential(Kind.TOKEN, ann.subject(), "other", NOW));

    store().noteUses(Map.of(token.id(), NOW.plusSeconds(9)), Map.of(ann.subject(), NOW));
    store()
        .noteUses(
            Map.of(token.id(), NOW.plusSeconds(3), UUID.randomUUID(), NOW),
            Map.of(ann.subject(), NOW.minusSeconds(5)));

    assertThat(store().lastUses(Set.of(token.id(), unused.id())))
        .isEqualTo(Map.of(token.id(), NOW.plusSeconds(9)));
    assertThat(store().user(PROJECT, ann.id()).orElseThrow().user().lastSignIn()).isEqualTo(NOW);
    assertThat(store().lastUses(Set.of())).isEmpty();
  }

  @Test
  void anAccountsLastSignInIsKept() {
    Account root = store().transaction(tx -> tx.insertAccount(new UserName("root"), NOW));

    store().noteUses(Map.of(), Map.of(root.subject(), NOW));

    assertThat(store().accounts()).extracting(Account::lastSignIn).containsExactly(NOW);
  }

  // Codes

  private static OneTimeCode code(String secret, Subject whose) {
    return new OneTimeCode(
        Fingerprint.of(secret),
        OneTimeCode.Purpose.ENTER_WORKLOAD,
        whose,
        "workload 1",
        NOW.plusSeconds(60));
  }

  private Optional<OneTimeCode> take(String secret, OneTimeCode.Purpose purpose, Instant now) {
    return store().transaction(tx -> tx.take(Fingerprint.of(secret), purpose, now));
  }

  private Credential ending(Kind kind, Subject subject, Instant end) {
    Credential of = credential(kind, subject, "one", NOW);
    return insert(
        new Credential(
            of.id(),
            0,
            kind,
            subject,
            null,
            of.name(),
            null,
            Selector.ALL,
            null,
            null,
            List.of(),
            1,
            NOW,
            NOW,
            end));
  }

  @Test
  void whatEndedLongAgoIsTrimmedAndNothingElse() {
    Subject ann = user("ann").subject();
    Credential old = ending(Kind.CLI_SESSION, ann, NOW.minusSeconds(10));
    Credential drawn = ending(Kind.SERVICE_TOKEN, ann, NOW.minusSeconds(10));
    Credential lately = ending(Kind.PANEL_SESSION, ann, NOW.plusSeconds(10));
    Credential token = ending(Kind.TOKEN, ann, NOW.minusSeconds(10));
    Credential endless = insert(credential(Kind.TOKEN, ann, "endless", NOW));
    change(
        tx -> {
          tx.put(code("code", ann));
          tx.setPassword(ann, new PasswordHash("first"), NOW, null);
          tx.setPassword(ann, new PasswordHash("second"), NOW, NOW.plusSeconds(5));
        });

    Instant later = NOW.plusSeconds(6);
    assertThat(store().trim(later, 100))
        .as("the session, the drawn bearer and the replaced password")
        .isEqualTo(3);

    assertThat(store().credential(old.id())).isEmpty();
    assertThat(store().credential(drawn.id())).isEmpty();
    assertThat(store().credentials(ann, ALL_KINDS))
        .extracting(Credential::id)
        .containsExactlyInAnyOrder(lately.id(), token.id(), endless.id());
    assertThat(take("code", OneTimeCode.Purpose.ENTER_WORKLOAD, NOW)).isPresent();
    assertThat(store().trim(later, 100)).isZero();
  }

  @Test
  void trimmingTakesABoundedPieceAtATime() {
    Subject ann = user("ann").subject();
    for (int i = 0; i < 5; i++) {
      ending(Kind.WORKLOAD_SESSION, ann, NOW.minusSeconds(i + 1));
    }

    assertThat(store().trim(NOW, 3)).isEqualTo(3);
    assertThat(store().trim(NOW, 3)).isEqualTo(2);
  }

  @Test
  void aCodeIsTakenOnce() {
    var code = code("code", user("ann").subject());
    change(tx -> tx.put(code));
    var print = code.fingerprint();

    assertThat(store().isLive(print, OneTimeCode.Purpose.ENTER_WORKLOAD, NOW)).isTrue();
    assertThat(store().isLive(print, OneTimeCode.Purpose.SET_UP, NOW)).isFalse();
    assertThat(store().isLive(print, OneTimeCode.Purpose.ENTER_WORKLOAD, NOW.plusSeconds(60)))
        .isFalse();
    assertThat(take("other", OneTimeCode.Purpose.ENTER_WORKLOAD, NOW)).isEmpty();
    assertThat(take("code", OneTimeCode.Purpose.SET_UP, NOW)).isEmpty();
    assertThat(take("code", OneTimeCode.Purpose.ENTER_WORKLOAD, NOW)).contains(code);
    assertThat(store().isLive(print, OneTimeCode.Purpose.ENTER_WORKLOAD, NOW)).isFalse();
    assertThat(take("code", OneTimeCode.Purpose.ENTER_WORKLOAD, NOW)).isEmpty();
  }

  @Test
  void aLateCodeIsNotTaken() {
    change(tx -> tx.put(code("code", user("ann").subject())));

    assertThat(take("code", OneTimeCode.Purpose.ENTER_WORKLOAD, NOW.plusSeconds(60))).isEmpty();
  }

  // Applications

  private static Application application(String key, Subject owner) {
    return new Application(0, key, "c2VhbGVk", "scripts", "nightly", owner, NOW);
  }

  @Test
  void anApplicationIsNamedAnewAndStaysWhatItIs() {
    Subject ann = user("ann").subject();
    Application before = store().transaction(tx -> tx.insert(application("key", ann)));
    var after =
        new Application(
            before.id(), before.key(), before.sealedSecret(), "named", "anew", ann, NOW);

    change(tx -> tx.update(after));

    assertThat(store().application("key")).contains(after);
  }

  @Test
  void anApplicationIsFoundByKeyAndOwner() {
    User ann = user("ann");
    Application first =
        store().transaction(tx -> tx.insert(application("Abcdefgh12345678", ann.subject())));
    Application second =
        store().transaction(tx -> tx.insert(application("Bbcdefgh12345678", ann.subject())));

    assertThat(store().application("Abcdefgh12345678")).contains(first);
    assertThat(store().application("unknown")).isEmpty();
    assertThat(store().applications(ann.subject())).containsExactly(first, second);
    assertThat(store().applications(user("bob").subject())).isEmpty();
    assertConflict(() -> change(tx -> tx.insert(application("Abcdefgh12345678", null))));
  }

  @Test
  void anApplicationIsOwnedByTheFirst() {
    User ann = user("ann");
    User bob = user("bob");
    Application free = store().transaction(tx -> tx.insert(application("Abcdefgh12345678", null)));

    change(tx -> tx.own(free.id(), ann.subject()));
    change(tx -> tx.own(free.id(), bob.subject()));

    assertThat(store().application("Abcdefgh12345678"))
        .map(Application::owner)
        .contains(ann.subject());
  }

  @Test
  void anApplicationTakesItsConsumerKeysAlong() {
    User ann = user("ann");
    Application application =
        store().transaction(tx -> tx.insert(application("Abcdefgh12345678", ann.subject())));
    Credential key =
        insert(
            new Credential(
                UUID.randomUUID(),
                0,
                Kind.CONSUMER_KEY,
                ann.subject(),
                null,
                "",
                null,
                Selector.ALL,
                null,
                application.id(),
                List.of(),
                1,
                NOW,
                NOW,
                null));
    var pending = pending(application);
    change(tx -> tx.put(pending));

    assertThat(delete(application)).contains(1);
    assertThat(delete(application)).isEmpty();
    assertThat(store().credential(key.id())).isEmpty();
    assertThat(store().pendingByKey(pending.key())).isEmpty();
  }

  @Test
  void whereAKeyMayBeUsedFromIsKeptAsItWasWritten() {
    User ann = user("ann");
    var given =
        new Credential(
            UUID.randomUUID(),
            0,
            Kind.CONSUMER_KEY,
            ann.subject(),
            null,
            "",
            null,
            Selector.ALL,
            null,
            null,
            List.of(),
            List.of(AddressRange.of("192.0.2.7/24"), AddressRange.of("2001:DB8::/32")),
            1,
            NOW,
            NOW,
            null);
    Credential kept = insert(given);

    Credential confirmed =
        store().transaction(tx -> tx.confirm(kept.id(), NOW.plusSeconds(1))).orElseThrow();

    assertThat(confirmed.addresses())
        .extracting(AddressRange::toString)
        .containsExactly("192.0.2.7/24", "2001:DB8::/32");
  }

  private Optional<Integer> delete(Application application) {
    return store().transaction(tx -> tx.deleteApplication(application.id()));
  }

  private static PendingConsumerKey pending(Application application) {
    return new PendingConsumerKey(
        UUID.randomUUID(),
        Fingerprint.of("key"),
        Fingerprint.of("validation"),
        application.id(),
        List.of(new AccessRule("GET", "/*")),
        List.of(AddressRange.of("192.0.2.0/24")),
        "https://example.org/done",
        NOW,
        NOW.plusSeconds(60));
  }

  @Test
  void aPendingConsumerKeyIsTakenOnceAndInTime() {
    Application application =
        store().transaction(tx -> tx.insert(application("Abcdefgh12345678", null)));
    var pending = pending(application);
    change(tx -> tx.put(pending));

    assertThat(store().pendingByKey(pending.key())).contains(pending);
    assertThat(store().pendingByValidation(pending.validation())).contains(pending);
    assertThat(store().pendingByKey(pending.validation())).isEmpty();
    assertThat(takePending(pending, NOW)).contains(pending);
    assertThat(takePending(pending, NOW)).isEmpty();
    assertThat(store().pendingByKey(pending.key())).isEmpty();

    change(tx -> tx.put(pending));
    assertThat(takePending(pending, NOW.plusSeconds(60))).isEmpty();
  }

  private Optional<PendingConsumerKey> takePending(PendingConsumerKey pending, Instant now) {
    return store().transaction(tx -> tx.takePending(pending.validation(), now));
  }

  // Audit and transactions

  private static AuditLine line(String subject, String action, String target) {
    return new AuditLine(
        subject,
        "ann",
        "session 1",
        "192.0.2.7",
        action,
        target,
        "done",
        Map.of("role", "administrator", "note", "ü \"quoted\""));
  }

  @Test
  void auditLinesFormAChain() {
    change(
        tx -> {
          tx.audit(line("user:1", "user.create", "user:2"));
          tx.revise(Set.of(new Subject(Subject.Kind.USER, "2")));
          tx.audit(line("user:1", "role.give", "user:2"));
        });
    store().note(line("user:2", "session.open", "user:2"));

    List<AuditEntry> chain = store().auditFrom(1, 100);

    assertThat(chain).extracting(AuditEntry::number).containsExactly(1L, 2L, 3L);
    assertThat(chain).extracting(AuditEntry::revision).containsExactly(1L, 1L, 0L);
    String before = AuditEntry.START;
    for (AuditEntry entry : chain) {
      assertThat(entry.follows(before)).as("line " + entry.number()).isTrue();
      before = entry.hash();
    }
    assertThat(store().auditFrom(2, 1)).containsExactly(chain.get(1));
  }

  @Test
  void auditLinesAreFoundBySubjectActionAndNumber() {
    change(
        tx -> {
          tx.audit(line("user:1", "user.create", "user:2"));
          tx.audit(line("user:2", "session.open", "user:2"));
          tx.audit(line("user:3", "user.delete", "user:4"));
        });

    assertThat(numbers(new AuditQuery("", "", "", 0, 100))).containsExactly(3L, 2L, 1L);
    assertThat(numbers(new AuditQuery("", "", "", 3, 1))).containsExactly(2L);
    assertThat(numbers(new AuditQuery("", "user:2", "", 0, 100))).containsExactly(2L, 1L);
    assertThat(numbers(new AuditQuery("", "", "user.", 0, 100))).containsExactly(3L, 1L);
    assertThat(numbers(new AuditQuery("", "user:2", "user.", 0, 100))).containsExactly(1L);
    assertThat(numbers(new AuditQuery("", "", "%", 0, 100))).isEmpty();
    assertThat(numbers(new AuditQuery("0123456789abcdef0123456789abcdef", "", "", 0, 100)))
        .isEmpty();
  }

  @Test
  void ofTwoCheckpointsAfterTheSameLineTheFirstIsKept() {
    var first = new AuditCheckpoint(3, "a".repeat(64), NOW, "0".repeat(16), "AAAA");
    var second = new AuditCheckpoint(5, "b".repeat(64), NOW, "0".repeat(16), "BBBB");

    assertThat(store().lastCheckpoint()).isEmpty();
    assertThat(store().keep(first, 1)).isFalse();
    assertThat(store().keep(first, 0)).isTrue();
    assertThat(store().keep(second, 0)).isFalse();
    assertThat(store().lastCheckpoint()).contains(first);
    assertThat(store().keep(second, 3)).isTrue();
    assertThat(store().lastCheckpoint()).contains(second);
    assertThat(store().checkpoints(1, 9)).containsExactly(first, second);
    assertThat(store().checkpoints(3, 4)).containsExactly(first);
    assertThat(store().checkpoints(4, 5)).containsExactly(second);
  }

  @Test
  void theLastLineOfAnActionIsFoundForEachTarget() {
    change(tx -> tx.audit(line("user:1", "user.suspend", "user:2")));
    change(tx -> tx.audit(line("user:3", "user.suspend", "user:2")));
    change(tx -> tx.audit(line("user:1", "user.suspend", "user:4")));
    change(tx -> tx.audit(line("user:1", "user.resume", "user:2")));

    var last = store().lastOf("user.suspend", Set.of("user:2", "user:5"));

    assertThat(last).containsOnlyKeys("user:2");
    assertThat(last.get("user:2").line().subject()).isEqualTo("user:3");
    assertThat(store().lastOf("user.suspend", Set.of())).isEmpty();
  }

  private List<Long> numbers(AuditQuery query) {
    return store().audit(query).stream().map(AuditEntry::number).toList();
  }

  @Test
  void aTransactionThatThrowsLeavesNothingBehind() {
    User ann = user("ann");
    Credential token = insert(credential(Kind.TOKEN, ann.subject(), "ci", NOW));

    assertThatThrownBy(
            () ->
                change(
                    tx -> {
                      tx.audit(line("user:1", "user.delete", "user:2"));
                      tx.grant(ann.id(), grant(RoleName.ADMINISTRATOR));
                      tx.end(token.id());
                      tx.insertAccount(new UserName("root"), NOW);
                      tx.insertUser(
                          PROJECT,
                          new UserName("eve"),
                          Description.NONE,
                          "c".repeat(32),
                          NOW,
                          null);
                      throw new IllegalStateException("changed my mind");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("changed my mind");

    assertThat(store().users(UserQuery.all(PROJECT)))
        .isEqualTo(new Page<>(List.of(new UserWithRoles(ann, List.of())), 1));
    assertThat(store().credential(token.id())).contains(token);
    assertThat(store().accounts()).isEmpty();
    assertThat(store().auditFrom(1, 10)).isEmpty();
  }

  @Test
  void aCredentialStandsUntilItOrItsOwnerEnds() {
    User ada = user("ada");
    Credential session = insert(credential(Kind.CLI_SESSION, ada.subject(), "laptop", NOW));
    assertThat(stands(session)).isTrue();

    change(tx -> tx.update(ada.with(UserStatus.DISABLED)));
    assertThat(stands(session)).isFalse();

    change(tx -> tx.update(ada));
    change(tx -> tx.end(session.id()));
    assertThat(stands(session)).isFalse();
  }

  @Test
  void whatCameOfOneSessionEndsByItsName() {
    User ada = user("ada");
    insert(credential(Kind.WORKLOAD_SESSION, ada.subject(), "of one", NOW));
    insert(credential(Kind.WORKLOAD_SESSION, ada.subject(), "of another", NOW));
    insert(credential(Kind.CLI_SESSION, ada.subject(), "of one", NOW));

    int ended =
        store().transaction(tx -> tx.endNamed(ada.subject(), Kind.WORKLOAD_SESSION, "of one"));

    assertThat(ended).isEqualTo(1);
    assertThat(store().credentials(ada.subject(), ALL_KINDS)).hasSize(2);
  }

  @Test
  void whatIsMadeByACredentialCannotSlipPastTheChangeThatEndsIt() throws Exception {
    User ada = user("ada");
    Credential session = insert(credential(Kind.PANEL_SESSION, ada.subject(), "browser", NOW));
    var making = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var maker =
          threads.submit(
              () ->
                  store()
                      .transaction(
                          tx -> {
                            assertThat(tx.stillStands(session)).isTrue();
                            making.countDown();
                            boolean overtaken = isOver(ended);
                            tx.insert(
                                credential(Kind.WORKLOAD_SESSION, ada.subject(), "of it", NOW),
                                Fingerprint.of("slips"));
                            return overtaken;
                          }));
      making.await();
      Map<Kind, Integer> counts =
          store()
              .transaction(
                  tx -> {
                    tx.lockUser(PROJECT, ada.id());
                    return tx.endAll(ada.subject(), ALL_KINDS);
                  });
      ended.countDown();

      assertThat(maker.get()).as("the change waited for what was being made").isFalse();
      assertThat(counts).containsEntry(Kind.WORKLOAD_SESSION, 1);
    }
    assertThat(store().credentials(ada.subject(), ALL_KINDS)).isEmpty();
  }

  private static boolean isOver(CountDownLatch latch) {
    try {
      return latch.await(300, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean stands(Credential credential) {
    return store().transaction(tx -> tx.stillStands(credential));
  }

  @Test
  void whereAProjectMayConnectToIsKept() {
    assertThat(store().egress(PROJECT)).isEqualTo(EgressPolicy.NONE);

    EgressPolicy policy = EgressPolicy.of(List.of("pypi.org", "10.1.0.0/16:*"));
    store()
        .transaction(
            tx -> {
              tx.setEgress(PROJECT, policy);
              return null;
            });

    assertThat(store().egress(PROJECT)).isEqualTo(policy);
    assertThat(store().egress(OTHER)).isEqualTo(EgressPolicy.NONE);
  }
}
