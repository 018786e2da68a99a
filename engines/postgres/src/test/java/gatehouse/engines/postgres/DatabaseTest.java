package gatehouse.engines.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.access.RoleName;
import gatehouse.core.administration.UserQuery;
import gatehouse.core.audit.AuditEntry;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.Project;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatabaseTest {
  @RegisterExtension static final PostgresForTests POSTGRES = new PostgresForTests();

  private final PostgresAdministration store =
      new PostgresAdministration(POSTGRES.database(), InstantSource.system());

  private static Refusal refusalOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    var thrown = org.assertj.core.api.Assertions.catchThrowableOfType(Refused.class, call);
    assertThat(thrown).isNotNull();
    return thrown.refusal();
  }

  @Test
  void anEmptyDatabaseGetsAllTablesThatThereAre() {
    MigrationInfo[] known =
        Flyway.configure()
            .dataSource(POSTGRES.patient())
            .locations("classpath:db")
            .load()
            .info()
            .all();

    assertThat(known).allMatch(migration -> migration.getState() == MigrationState.SUCCESS);
    assertThat(known)
        .extracting(MigrationInfo::getScript)
        .containsExactlyElementsOf(Migrations.FILES);
    assertThat(Migrations.areDone(POSTGRES.patient())).isTrue();
  }

  /** One plan for any text takes seconds where a million users are. */
  @Test
  void aFilterOfUsersIsPlannedForWhatItLooksForHoweverOftenItIsAsked() {
    var query =
        new UserQuery(
            new ProjectId("a".repeat(32)),
            "person",
            RoleName.AI_TRAINING_READ,
            null,
            UserQuery.Sort.ID,
            false,
            0,
            1);

    List<String> kept =
        POSTGRES
            .database()
            .read(
                handle -> {
                  for (int i = 0; i < 20; i++) {
                    new UserList(handle, query).read();
                  }
                  return handle
                      .createQuery("SELECT statement FROM pg_prepared_statements")
                      .mapTo(String.class)
                      .list();
                });

    assertThat(kept).noneMatch(statement -> statement.contains("ILIKE"));
  }

  @Test
  void aSnapshotThatFailsInTheMiddleLeavesItsConnectionAsItWas() {
    String state =
        POSTGRES
            .database()
            .read(
                handle -> {
                  assertThatThrownBy(
                          () ->
                              Snapshot.of(
                                  handle,
                                  List.of("SELECT 1 / ?", "SELECT ?"),
                                  0,
                                  snapshot -> snapshot.next((row, context) -> row.getInt(1))))
                      .hasMessageContaining("division by zero");
                  return handle.createQuery("SHOW transaction_isolation").mapTo(String.class).one();
                });

    assertThat(state).isEqualTo("read committed");
  }

  @Test
  void aMigrationThatWasChangedAfterwardsIsRefused() {
    POSTGRES
        .database()
        .read(
            handle ->
                handle.execute(
                    "UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '001'"));
    try {
      assertThat(Migrations.areDone(POSTGRES.patient())).isFalse();
      assertThatThrownBy(() -> Migrations.run(POSTGRES.patient()))
          .hasMessageContaining("checksum mismatch");
    } finally {
      POSTGRES
          .database()
          .read(
              handle ->
                  handle.execute(
                      "UPDATE flyway_schema_history SET checksum = checksum - 1 WHERE version = '001'"));
    }
  }

  @Test
  void textWithANullCharacterIsRefusedAndKeepsNothing() {
    var project =
        new Project(new ProjectId("a".repeat(32)), "null \0 character", true, Instant.EPOCH);

    assertThat(
            refusalOf(
                () ->
                    store.transaction(
                        tx -> {
                          tx.insert(project);
                          return null;
                        })))
        .isInstanceOf(Invalid.class);
    assertThat(store.projects()).isEmpty();
  }

  @Test
  void anAuditLineIsWrittenWhateverSomebodySent() {
    var line =
        new AuditLine("", "nobody", "", "", "sign-in", "a\0b", "\uD800", Map.of("k\0", "\uDC00v"));

    store.transaction(
        tx -> {
          tx.audit(line);
          return null;
        });

    assertThat(store.auditFrom(1, 1))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.line().target()).isEqualTo("a\uFFFDb");
              assertThat(entry.follows(AuditEntry.START)).isTrue();
            });
  }

  @Test
  void theAuditIsNeitherChangedNorDeleted() {
    store.transaction(
        tx -> {
          tx.audit(new AuditLine("", "nobody", "", "", "sign-in", "", "", Map.of()));
          return null;
        });

    assertThatThrownBy(() -> POSTGRES.database().read(h -> h.execute("UPDATE audit SET who = 'x'")))
        .hasMessageContaining("neither changed nor deleted");
    assertThatThrownBy(() -> POSTGRES.database().read(h -> h.execute("DELETE FROM audit")))
        .hasMessageContaining("neither changed nor deleted");
  }

  @Test
  void aDatabaseThatIsNotThereIsUnavailable() {
    assertThat(refusalOf(() -> Database.open("jdbc:postgresql://127.0.0.1:1/none", "nobody", "x")))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  void anAddressIsReadInBothSpellings() {
    var address =
        DatabaseAddress.of(
            "postgresql://ann:p%40ss+w@db.example:5433/house?sslmode=require", "", "");

    assertThat(address.url()).isEqualTo("jdbc:postgresql://db.example:5433/house?sslmode=require");
    assertThat(address.properties())
        .containsEntry("user", "ann")
        .containsEntry("password", "p@ss+w");
    assertThat(address.toString()).doesNotContain("p@ss");
    assertThat(DatabaseAddress.of("jdbc:postgresql://h/d", "ann", "x").url())
        .isEqualTo("jdbc:postgresql://h/d");
    assertThat(refusalOf(() -> DatabaseAddress.of("mysql://h/d", "", "")))
        .isInstanceOf(Invalid.class);
  }
}
