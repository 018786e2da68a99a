package gatehouse.core.workload;

import gatehouse.core.access.Caller;
import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.Credential;
import gatehouse.core.access.LiveConnection;
import gatehouse.core.access.Principal;
import gatehouse.core.access.Resource;
import gatehouse.core.access.Selector;
import gatehouse.core.access.Standing;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.Policy;
import gatehouse.core.storage.S3Action;
import gatehouse.core.storage.StorageAccess;
import gatehouse.core.storage.StorageAccess.Answer;
import gatehouse.core.storage.StorageRequest;
import gatehouse.core.volume.VolumeSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The transfer of one volume. It is registered with the maker before anything is decided; a change
 * that takes away a right it stands on just then cuts it.
 */
final class MakerPassage implements DataRights.Passage {
  private static final String FROM = "127.0.0.1";

  private final MakerRights rights;
  private final Workload workload;
  private final String store;
  private final String container;
  private final Runnable whenCut;
  private final Set<StorageRequest> inUse = ConcurrentHashMap.newKeySet();
  private final ReentrantLock opening = new ReentrantLock();
  private volatile @Nullable LiveConnection connection;
  private volatile @Nullable Refused cutBecause;

  MakerPassage(
      MakerRights rights, Workload workload, String store, String container, Runnable whenCut) {
    this.rights = rights;
    this.workload = workload;
    this.store = store;
    this.container = container;
    this.whenCut = whenCut;
  }

  @Override
  public void require(S3Action action, String key) {
    Refused ended = cutBecause;
    if (ended != null) {
      throw ended;
    }
    if (!rights.lease().held()) {
      throw new Refused(new Unavailable("this node does not know who may do what just now"));
    }
    StorageRequest request = request(action, key);
    boolean added = inUse.add(request);
    try {
      if (connection == null) {
        register(action, request);
      } else {
        requireAllowed(request);
      }
    } catch (Refused refused) {
      if (added) {
        inUse.remove(request);
      }
      throw refused;
    }
  }

  @Override
  public void done(S3Action action, String key) {
    inUse.remove(request(action, key));
  }

  @Override
  public void close() {
    LiveConnection open = connection;
    if (open != null) {
      open.close();
    }
  }

  private void register(S3Action action, StorageRequest request) {
    opening.lock();
    try {
      if (connection == null) {
        requireAllowed(request); // For its sentence; what counts is decided once it is registered.
        connection =
            rights
                .connections()
                .open(
                    ConnectionKind.TRANSFER,
                    asMaker(maker(request).standing()),
                    action.permission(),
                    () -> stands() ? Resource.of(workload.project()) : null,
                    null,
                    this::cut);
      }
    } catch (Refused refused) {
      requireAllowed(request); // It says more.
      throw refused;
    } finally {
      opening.unlock();
    }
  }

  private void cut() {
    cutBecause = why();
    whenCut.run();
  }

  private boolean stands() {
    return inUse.stream().allMatch(request -> refusal(request) == null);
  }

  private Refused why() {
    for (StorageRequest request : inUse) {
      Refused refusal = refusal(request);
      if (refusal != null) {
        return refusal;
      }
    }
    return new Refused(new Forbidden("", "the right that this transfer stood on has ended"));
  }

  private void requireAllowed(StorageRequest request) {
    Refused refusal = refusal(request);
    if (refusal != null) {
      throw refusal;
    }
  }

  /** What stands against a request, if anything does. */
  private @Nullable Refused refusal(StorageRequest request) {
    Principal maker;
    try {
      maker = maker(request);
    } catch (Refused refused) {
      return refused;
    }
    Caller caller = asMaker(maker.standing());
    Policy policy =
        store.equalsIgnoreCase(VolumeSource.Bucket.OWN_STORE)
            ? rights.policy(maker.storage().policy())
            : Policy.NONE;
    Answer answer =
        StorageAccess.decide(caller, policy, workload.project(), request, rights.clock().instant());
    return answer.allowed()
        ? null
        : new Refused(
            new Forbidden(
                request.action().permission().wireName(),
                StorageAccess.explain(caller, request, answer).sentence()));
  }

  private Principal maker(StorageRequest request) {
    return rights
        .view()
        .principal(workload.maker())
        .orElseThrow(
            () ->
                new Refused(
                    new Forbidden(
                        request.action().permission().wireName(),
                        workload.userName() + " is not there any more")));
  }

  private StorageRequest request(S3Action action, String key) {
    return new StorageRequest(action, container, key, FROM);
  }

  /** Nobody signed in: the workload stands for its maker, with all they may and no more. */
  private Caller asMaker(Standing standing) {
    return new Caller.Person(
        standing,
        new Credential(
            workload.id().value(),
            0,
            Credential.Kind.WORKLOAD,
            standing.subject(),
            workload.project(),
            workload.kind().word() + " " + workload.spec().name(),
            null,
            Selector.ALL,
            null,
            null,
            List.of(),
            1,
            workload.createdAt(),
            workload.createdAt(),
            null));
  }
}
