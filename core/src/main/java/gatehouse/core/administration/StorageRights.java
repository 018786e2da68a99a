package gatehouse.core.administration;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Principal;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.Standing;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.Policy;
import gatehouse.core.storage.PolicyText;
import gatehouse.core.storage.StorageAccess;
import gatehouse.core.storage.StorageAccess.Answer;
import gatehouse.core.storage.StorageRequest;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What callers may do with object storage, as this node knows it at each moment: their roles first,
 * then their policy. The same for every door.
 */
public final class StorageRights {
  private static final int POLICIES_KEPT = 1000;

  private final PrincipalView view;
  private final PolicyText text;
  private final InstantSource clock;

  /** Policies by their text: what was read once is not read again. */
  private final ConcurrentHashMap<String, Policy> policies = new ConcurrentHashMap<>();

  public StorageRights(PrincipalView view, PolicyText text, InstantSource clock) {
    this.view = view;
    this.text = text;
    this.clock = clock;
  }

  /** May they, now? Null where what they presented is not accepted any more. */
  public @Nullable Answer decide(Caller caller, ProjectId project, StorageRequest request) {
    Caller fresh = view.refreshed(caller).orElse(null);
    Standing standing = fresh == null ? null : fresh.standingOrNull();
    if (fresh == null || standing == null) {
      return null;
    }
    Policy policy =
        view.principal(standing.subject()).map(Principal::storage).map(this::policy).orElse(null);
    return policy == null
        ? null
        : StorageAccess.decide(fresh, policy, project, request, clock.instant());
  }

  /** Whether they may, now. */
  public boolean allows(Caller caller, ProjectId project, StorageRequest request) {
    Answer answer = decide(caller, project, request);
    return answer != null && answer.allowed();
  }

  /** Why they may not, for whoever was told no. */
  public Refused refusal(Caller caller, ProjectId project, StorageRequest request) {
    Answer answer = decide(caller, project, request);
    return answer == null
        ? new Refused(new Unauthenticated("What you signed in with has ended: sign in again."))
        : new Refused(
            new Forbidden(
                request.action().permission().wireName(),
                StorageAccess.explain(caller, request, answer).sentence()));
  }

  private Policy policy(Principal.Storage storage) {
    String document = storage.policy();
    if (document.isEmpty()) {
      return Policy.NONE;
    }
    Policy known = policies.get(document);
    if (known != null) {
      return known;
    }
    if (policies.size() >= POLICIES_KEPT) {
      policies.clear();
    }
    Policy read = text.read(document);
    policies.put(document, read);
    return read;
  }
}
