package gatehouse.engines.runtimes.agent;

import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkspaceShelf;
import gatehouse.engines.runtimes.backups.Backups;
import gatehouse.engines.runtimes.backups.DamagedBackup;
import gatehouse.engines.runtimes.backups.TooMuch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The workspaces of this machine, saved on the disk that they lie on. */
final class WorkspaceBackups implements WorkspaceShelf {
  private static final Duration YOUNG = Duration.ofHours(1);

  private final Workspaces workspaces;
  private final Backups backups;
  private final InstantSource clock;

  WorkspaceBackups(Workspaces workspaces, Backups backups, InstantSource clock) {
    this.workspaces = workspaces;
    this.backups = backups;
    this.clock = clock;
  }

  @Override
  public boolean isThere(WorkloadId workload) {
    return Files.isDirectory(workspaces.path(workload), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Saved save(
      WorkloadId workload, UUID backup, @Nullable UUID before, BooleanSupplier cancelled) {
    return io(
        () -> {
          Backups.Saved saved =
              backups.save(
                  workspaces.path(workload), workload.toString(), backup, before, cancelled);
          return new Saved(saved.changed(), saved.bytes(), saved.files());
        });
  }

  @Override
  public void restore(WorkloadId workload, UUID backup, BooleanSupplier cancelled) {
    boolean _ =
        io(
            () -> {
              int user = Math.max(0, workspaces.owner(workload));
              backups.restore(
                  workload.toString(), backup, workspaces.path(workload), user, cancelled);
              return true;
            });
  }

  @Override
  public void copy(WorkloadId from, UUID backup, WorkloadId to, UUID as) {
    boolean _ =
        io(
            () -> {
              backups.copy(from.toString(), backup, to.toString(), as);
              return true;
            });
  }

  @Override
  public void delete(WorkloadId workload, UUID backup) {
    boolean _ =
        io(
            () -> {
              backups.delete(workload.toString(), backup);
              return true;
            });
  }

  @Override
  public void deleteAll(WorkloadId workload) {
    boolean _ =
        io(
            () -> {
              backups.deleteAll(workload.toString());
              return true;
            });
  }

  @Override
  public void sweep(Set<UUID> known) {
    Instant old = clock.instant().minus(YOUNG);
    boolean _ =
        io(
            () -> {
              for (Map.Entry<String, List<Path>> owner : backups.all().entrySet()) {
                for (Path one : owner.getValue()) {
                  boolean isKnown =
                      known.stream()
                          .anyMatch(id -> one.getFileName().toString().equals(id.toString()));
                  if (!isKnown && Files.getLastModifiedTime(one).toInstant().isBefore(old)) {
                    backups.delete(one);
                  }
                }
              }
              return true;
            });
  }

  private interface Work<T> {
    T get() throws IOException;
  }

  private static <T> T io(Work<T> work) {
    try {
      return work.get();
    } catch (TooMuch e) {
      throw new Refused(new Conflict("it holds " + e.getMessage()));
    } catch (DamagedBackup e) {
      throw new Refused(new Conflict("the backup is damaged: " + e.getMessage()));
    } catch (IOException e) {
      throw new Refused(new Unavailable(Folders.inWords(e)));
    }
  }
}
