package gatehouse.engines.volumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.volume.Synced;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncRecordTest {
  private static final Synced ONE = new Synced("\"5d41402a\"", 5, 1_700_000_000_123_456_000L, "k");

  @TempDir Path home;

  @Test
  void whatWasNotedIsThereAfterwards() throws Exception {
    try (SyncRecord record = SyncRecord.open(file())) {
      record.put("a\tb\nc", ONE);
      record.put("gone", ONE);
      record.remove("gone");
    }

    try (SyncRecord record = SyncRecord.open(file())) {
      assertThat(record.get("a\tb\nc")).isEqualTo(ONE);
      assertThat(record.get("gone")).isNull();
      assertThat(record.all()).containsOnlyKeys("a\tb\nc");
      var paths = new ArrayList<String>();
      record.<RuntimeException>eachPath(paths::add);
      assertThat(paths).containsExactly("a\tb\nc");
    }
  }

  @Test
  void whatCannotBeReadIsBegunAnew() throws Exception {
    Files.writeString(file(), "no record at all\n".repeat(1000));

    try (SyncRecord record = SyncRecord.open(file())) {
      assertThat(record.all()).isEmpty();
      record.put("a", ONE);
    }

    try (SyncRecord record = SyncRecord.open(file())) {
      assertThat(record.get("a")).isEqualTo(ONE);
    }
  }

  @Test
  void aFileThatFailsWhileItIsReadIsSaid() throws Exception {
    try (SyncRecord record = SyncRecord.open(file())) {
      for (int i = 0; i < 100_000; i++) {
        record.put("folder/with/many/files/" + i, ONE);
      }
    }
    SyncRecord record = SyncRecord.open(file());
    try (var behindItsBack = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      behindItsBack.truncate(8192);
    }

    assertThatThrownBy(() -> record.<RuntimeException>eachPath(path -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("what was moved");
    assertThatThrownBy(record::all)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("what was moved");
  }

  @Test
  void twoDoNotNoteInTheSameFile() throws Exception {
    try (SyncRecord first = SyncRecord.open(file())) {
      first.put("a", ONE);

      assertThatThrownBy(() -> SyncRecord.open(file()))
          .isInstanceOf(IOException.class)
          .hasMessage("this volume is being moved already");

      assertThat(first.get("a")).isEqualTo(ONE);
    }
  }

  private Path file() {
    return home.resolve("record");
  }
}
