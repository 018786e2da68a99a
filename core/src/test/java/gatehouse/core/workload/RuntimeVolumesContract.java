package gatehouse.core.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.storage.BucketName;
import gatehouse.core.volume.MountPath;
import gatehouse.core.volume.Volume;
import gatehouse.core.volume.VolumePermission;
import gatehouse.core.volume.VolumeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every runtime that mounts folders must do with volumes. */
public abstract class RuntimeVolumesContract extends RuntimeTrials {

  private static Volume volume(String path, VolumePermission permission, boolean cache) {
    return new Volume(
        UUID.randomUUID(),
        new MountPath(path),
        permission,
        cache,
        new VolumeSource.Bucket(VolumeSource.Bucket.OWN_STORE, new BucketName("data"), ""));
  }

  private static RunSpec seeing(RunId run, String script, Volume... volumes) {
    RunSpec spec = job(run, 256 * MIB, Map.of(), "sh", "-c", script);
    return new RunSpec(
        spec.id(),
        PROJECT,
        spec.kind(),
        spec.image(),
        spec.command(),
        spec.environment(),
        null,
        spec.httpPort(),
        spec.resources(),
        List.of(volumes));
  }

  private VolumeFolder folder(RunId run, Volume volume) {
    return runtime().volume(run.workload(), PROJECT, volume);
  }

  @Test
  void whatLiesInAVolumeIsReadAtItsPath() throws IOException {
    Volume volume = volume("/workspace/in", VolumePermission.RO, false);
    RunId run = newRun();
    Files.writeString(folder(run, volume).data().resolve("a"), "brought");

    assertThat(outputOf(seeing(run, "cat /workspace/in/a", volume))).isEqualTo("brought");
  }

  @Test
  void whatMayOnlyBeReadIsNotWritten() throws IOException {
    Volume volume = volume("/data", VolumePermission.RO, false);
    RunId run = newRun();
    Files.writeString(folder(run, volume).data().resolve("a"), "brought");

    String said =
        outputOf(seeing(run, "echo x > /data/a || echo no; rm -f /data/a || echo no", volume));

    assertThat(said).contains("no");
    assertThat(folder(run, volume).data().resolve("a")).hasContent("brought");
  }

  @Test
  void whatAWorkloadWritesLiesInTheFolderWhenItHasEnded() throws IOException {
    Volume one = volume("/workspace/out", VolumePermission.RW, false);
    Volume other = volume("/results", VolumePermission.RWD, false);
    RunId run = newRun();

    endingOf(
        seeing(
            run,
            "mkdir /workspace/out/b && echo 1 > /workspace/out/b/c; echo 2 > /results/d",
            one,
            other));

    assertThat(Files.readString(folder(run, one).data().resolve("b/c"), UTF_8)).isEqualTo("1\n");
    assertThat(Files.readString(folder(run, other).data().resolve("d"), UTF_8)).isEqualTo("2\n");
  }

  @Test
  void nothingThatIsHalfMadeIsSeen() throws IOException {
    Volume volume = volume("/data", VolumePermission.RW, false);
    RunId run = newRun();
    VolumeFolder folder = folder(run, volume);
    Files.writeString(folder.aside().resolve("half"), "made");
    Files.writeString(folder.record(), "record");

    assertThat(outputOf(seeing(run, "ls -A /data /data/..", volume)))
        .doesNotContain("half")
        .doesNotContain("record");
  }

  @Test
  void theFoldersGoWithTheWorkspaceAndSharedOnesStay() throws IOException {
    Volume own = volume("/own", VolumePermission.RW, false);
    Volume shared = volume("/shared", VolumePermission.RO, true);
    RunId run = newRun();
    VolumeFolder ours = folder(run, own);
    VolumeFolder theirs = folder(run, shared);
    Files.writeString(ours.data().resolve("a"), "1");
    Files.writeString(theirs.data().resolve("a"), "1");

    runtime().deleteWorkspace(run.workload());

    assertThat(ours.data()).doesNotExist();
    assertThat(theirs.data().resolve("a")).exists();
    assertThat(folder(newRun(), shared).data()).isEqualTo(theirs.data());
  }
}
