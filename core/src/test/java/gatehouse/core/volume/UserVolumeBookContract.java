package gatehouse.core.volume;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.storage.BucketName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every book of volumes must do. Each engine extends this with its own, empty one. */
public abstract class UserVolumeBookContract {
  protected static final ProjectId PROJECT = new ProjectId("a".repeat(32));
  protected static final ProjectId OTHER = new ProjectId("b".repeat(32));
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");
  private static final VolumeSource BUCKET =
      new VolumeSource.Bucket("LOCAL", new BucketName("train"), "set/");
  private static final VolumeSource GIT = new VolumeSource.Git("https://git.example/x.git");

  protected abstract UserVolumeBook book();

  /** What was audited so far, oldest first. */
  protected abstract List<String> audited();

  private static UserVolume volume(ProjectId project, VolumeSource source, int minute) {
    Instant at = NOON.plusSeconds(60L * minute);
    return new UserVolume(UUID.randomUUID(), project, "ann", true, source, at, at);
  }

  private static AuditLine line(String action) {
    return new AuditLine("user:1", "ann", "", "192.0.2.1", action, "volume", "ok", Map.of());
  }

  @Test
  void whatIsKeptComesBackAsItWasOldestFirst() {
    UserVolume second = volume(PROJECT, GIT, 2);
    UserVolume first = volume(PROJECT, BUCKET, 1);
    UserVolume elsewhere = volume(OTHER, BUCKET, 0);
    for (UserVolume each : List.of(elsewhere, first, second)) {
      book().add(each, line("volume.create"));
    }

    assertThat(book().list(PROJECT)).containsExactly(first, second);
    assertThat(book().find(PROJECT, second.id())).contains(second);
    assertThat(book().find(PROJECT, elsewhere.id())).isEmpty();
    assertThat(audited()).containsExactly("volume.create", "volume.create", "volume.create");
  }

  @Test
  void whatIsRemovedIsGoneAndSaidOnce() {
    UserVolume volume = volume(PROJECT, BUCKET, 1);
    book().add(volume, line("volume.create"));

    assertThat(book().remove(OTHER, volume.id(), line("volume.delete"))).isFalse();
    assertThat(book().remove(PROJECT, volume.id(), line("volume.delete"))).isTrue();
    assertThat(book().remove(PROJECT, volume.id(), line("volume.delete"))).isFalse();

    assertThat(book().list(PROJECT)).isEmpty();
    assertThat(audited()).containsExactly("volume.create", "volume.delete");
  }
}
