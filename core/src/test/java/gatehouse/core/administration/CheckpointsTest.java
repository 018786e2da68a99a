package gatehouse.core.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.administration.Checkpoints.BrokenAudit;
import gatehouse.core.audit.AuditCheckpoint;
import gatehouse.core.audit.AuditEntry;
import gatehouse.core.audit.AuditKey;
import gatehouse.core.audit.AuditLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckpointsTest {
  private final MemoryHouse house = new MemoryHouse();
  private final Checkpoints checkpoints = house.checkpoints;

  @AfterEach
  void end() {
    house.close();
  }

  private long written() {
    return house.store.audit(new AuditQuery("", "", "", 0, 1)).getFirst().number();
  }

  private void write(int lines) {
    house.store.transaction(
        change -> {
          for (int i = 0; i < lines; i++) {
            change.audit(line("user.create"));
          }
          return true;
        });
  }

  private static AuditLine line(String action) {
    return new AuditLine("user:1", "ann", "", "", action, "user:2", "done", Map.of());
  }

  private List<AuditCheckpoint> made() {
    return house.store.checkpoints(1, Long.MAX_VALUE);
  }

  @Test
  void whatIsNewIsSignedAfterAnHour() {
    assertThat(checkpoints.run()).isZero();
    house.clock.pass(Duration.ofMinutes(61));

    assertThat(checkpoints.run()).isEqualTo(1);
    assertThat(made()).extracting(AuditCheckpoint::number).containsExactly(written());
    assertThat(made()).allMatch(house.auditKey::signed);

    house.clock.pass(Duration.ofMinutes(61));
    assertThat(checkpoints.run()).as("without news").isZero();
  }

  @Test
  void everyThousandLinesAreSignedAtOnce() {
    write(2500);

    assertThat(checkpoints.run()).isEqualTo(2);
    assertThat(made()).extracting(AuditCheckpoint::number).containsExactly(1000L, 2000L);
    assertThat(checkpoints.runNow()).isEqualTo(1);
    assertThat(made()).extracting(AuditCheckpoint::number).contains(written());
  }

  @Test
  void aChangedCheckpointIsNotSignedOn() {
    var made = house.auditKey.checkpoint(3, "a".repeat(64), house.clock.instant());

    assertThat(house.auditKey.signed(made)).isTrue();
    assertThat(
            house.auditKey.signed(
                new AuditCheckpoint(4, made.hash(), made.at(), made.key(), made.signature())))
        .isFalse();
    assertThat(AuditKey.draw().signed(made)).as("another key").isFalse();
    assertThat(AuditKey.of(house.auditKey.secretPem()).signed(made)).isTrue();
    assertThat(house.auditKey.secretPem().toString()).isEqualTo("***");

    house.store.keep(new AuditCheckpoint(2, made.hash(), made.at(), made.key(), "AAAA"), 0);
    assertThatThrownBy(checkpoints::runNow)
        .isInstanceOf(BrokenAudit.class)
        .hasMessageContaining("the checkpoint of line 2 was changed");
  }

  @Test
  void linesThatSomebodyChangedAreNotSigned() {
    write(3);
    long changed = written() - 1;
    house.store.tamper(
        changed, was -> new AuditEntry(was.number(), was.at(), line("user.delete"), 0, was.hash()));

    assertThatThrownBy(checkpoints::runNow)
        .isInstanceOf(BrokenAudit.class)
        .hasMessageContaining("line " + changed + " was changed");
    assertThat(made()).isEmpty();
    assertThat(closes(1)).as("an export of it has no signed end").isFalse();
  }

  @Test
  void linesCutOffBehindACheckpointAreMissed() {
    write(3);
    checkpoints.runNow();
    long last = written();
    house.store.tamper(last, was -> null);

    assertThatThrownBy(checkpoints::runNow)
        .isInstanceOf(BrokenAudit.class)
        .hasMessageContaining("line " + last + ", which was signed, is not there");
  }

  @Test
  void anExportEndsSignedAndIsACheckpointToo() {
    write(1500);
    AuditExport export = house.auditTrail.export(house.admin, 2);
    while (!export.next().lines().isEmpty()) {
      assertThat(export.close()).isPresent();
    }
    var end = export.close().orElseThrow();

    assertThat(end.from()).isEqualTo(2);
    assertThat(end.before()).isEqualTo(house.store.auditFrom(1, 1).getFirst().hash());
    assertThat(end.number()).isEqualTo(written());
    assertThat(house.auditKey.signed(end)).isTrue();
    assertThat(made()).extracting(AuditCheckpoint::number).contains(1000L, written());
  }

  @Test
  void anExportOfNothingIsNotSigned() {
    assertThat(closes(written() + 1)).isFalse();
    assertThat(closes(written() + 100)).isFalse();
  }

  private boolean closes(long from) {
    AuditExport export = house.auditTrail.export(house.admin, from);
    while (!export.next().lines().isEmpty()) {}
    return export.close().isPresent();
  }
}
