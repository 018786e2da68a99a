package gatehouse.engines.runtimes.agent;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.volume.Volume;
import gatehouse.core.volume.VolumePermission;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.VolumeFolder;
import gatehouse.core.workload.WorkloadId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders of volumes: one for each, that goes with its workload; or, where nobody writes it and
 * it may be shared, one for all of a project that read the same, which goes when it was not used
 * for {@link #KEPT}.
 */
public final class VolumeFolders {
  /** How long a shared folder outlives its last use. */
  static final Duration KEPT = Duration.ofDays(3);

  private final Path own;
  private final Path shared;
  private final Workspaces workspaces;
  private final InstantSource clock;

  VolumeFolders(Path home, Workspaces workspaces, InstantSource clock) throws IOException {
    this.own = Folders.createPrivate(home.resolve("volumes"));
    this.shared = Folders.createPrivate(home.resolve("caches"));
    this.workspaces = workspaces;
    this.clock = clock;
  }

  /** The folder of a volume, made now if there is none; one that is shared counts as used. */
  VolumeFolder of(WorkloadId workload, ProjectId project, Volume volume) throws IOException {
    Path home = home(workload, project, volume);
    Folders.createPrivate(home);
    Path aside = Folders.createPrivate(home.resolve("aside"));
    int owner = volume.isShared() ? -1 : workspaces.owner(workload);
    Path data = home.resolve("data");
    if (!Files.isDirectory(data)) {
      Path fresh = Files.createTempDirectory(aside, "data");
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      if (owner >= 0) {
        Files.setAttribute(fresh, "unix:uid", owner);
        Files.setAttribute(fresh, "unix:gid", owner);
      }
      Files.move(fresh, data);
    }
    if (volume.isShared()) {
      Files.setLastModifiedTime(home, FileTime.from(clock.instant()));
    }
    return new VolumeFolder(data, aside, home.resolve("record"), owner);
  }

  /** What a run sees of its volumes. */
  public List<Mount> mounts(RunSpec spec) throws IOException {
    var mounts = new ArrayList<Mount>();
    for (Volume volume : spec.volumes()) {
      VolumeFolder folder = of(spec.id().workload(), spec.project(), volume);
      mounts.add(
          new Mount(
              folder.data(),
              volume.mountPath().value(),
              volume.permission() == VolumePermission.RO));
    }
    return mounts;
  }

  /** Deletes the folders that are the workload's own. */
  void delete(WorkloadId workload) throws IOException {
    Folders.delete(own.resolve(workload.toString()));
  }

  /**
   * Deletes the shared folders that were not used for long.
   *
   * @param runs those whose folders count as used while they go on
   */
  void sweep(Instant now, List<RunFolder> runs) throws IOException {
    var inUse = new ArrayList<String>();
    for (RunFolder run : runs) {
      if (run.ended().isEmpty()) {
        inUse.add(run.plan());
      }
    }
    try (Stream<Path> all = Files.list(shared)) {
      for (Path home : all.toList()) {
        if (inUse.stream().anyMatch(plan -> plan.contains(home.toString()))) {
          Files.setLastModifiedTime(home, FileTime.from(now));
        } else if (Files.getLastModifiedTime(home).toInstant().plus(KEPT).isBefore(now)) {
          Folders.delete(home);
        }
      }
    } catch (NoSuchFileException e) {
      // Somebody else has swept it.
    }
  }

  private Path home(WorkloadId workload, ProjectId project, Volume volume) {
    return volume.isShared()
        ? shared.resolve(project + "-" + fingerprint(volume.source().inWords()))
        : own.resolve(workload.toString()).resolve(volume.id().toString());
  }

  private static String fingerprint(String source) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
