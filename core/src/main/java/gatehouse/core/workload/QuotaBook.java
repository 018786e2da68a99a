package gatehouse.core.workload;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.OverQuota;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.Quota.Use;
import gatehouse.core.workload.QuotaLimit.Holder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which quotas are set, and what of them is used. */
public final class QuotaBook {
  private final Map<Key, Quota> limits = new HashMap<>();
  private final Map<Key, Use> inUse = new HashMap<>();

  private record Key(ProjectId project, Holder holder) {}

  /** What one maker has been given in one project. */
  public record Share(ProjectId project, Subject maker, Use use) {}

  /**
   * @param shares what is set aside for admitted workloads
   */
  public QuotaBook(List<QuotaLimit> limits, List<Share> shares) {
    limits.forEach(each -> this.limits.put(new Key(each.project(), each.holder()), each.quota()));
    shares.forEach(share -> add(share.project(), share.maker(), share.use()));
  }

  /** The quota that holds for a user: their own, or each one's. */
  public Quota of(ProjectId project, Subject maker) {
    Quota own = limits.get(new Key(project, Holder.of(maker)));
    if (own != null) {
      return own;
    }
    return maker.kind() == Subject.Kind.USER ? limit(project, Holder.EACH) : Quota.NONE;
  }

  /** Whether something is set for a holder, be it that there is no limit. */
  public boolean isSet(ProjectId project, Holder holder) {
    return limits.containsKey(new Key(project, holder));
  }

  /** What is set for a holder; nothing where nothing is. */
  public Quota limit(ProjectId project, Holder holder) {
    return limits.getOrDefault(new Key(project, holder), Quota.NONE);
  }

  /** What is set aside for a holder. */
  public Use use(ProjectId project, Holder holder) {
    return inUse.getOrDefault(new Key(project, holder), Use.NOTHING);
  }

  /** Why a workload has to wait for others to end; null where no quota holds it. */
  @Nullable String whyNot(Workload next) {
    ProjectId project = next.project();
    RunResources wants = next.spec().resources();
    String passed =
        limit(project, Holder.PROJECT).passedBy(use(project, Holder.PROJECT).and(wants));
    if (passed != null) {
      return "the project's quota is " + passed;
    }
    passed = of(project, next.maker()).passedBy(use(project, Holder.of(next.maker())).and(wants));
    return passed == null ? null : "the quota of " + next.userName() + " is " + passed;
  }

  /** Notes that a workload is given its share. */
  void take(Workload next) {
    add(next.project(), next.maker(), Use.NOTHING.and(next.spec().resources()));
  }

  /**
   * Passes where a workload would ever get room.
   *
   * @throws Refused with {@link OverQuota} otherwise
   */
  void requirePossible(Workload wish) {
    Use alone = Use.NOTHING.and(wish.spec().resources());
    refuse(limit(wish.project(), Holder.PROJECT).passedBy(alone), "the project's quota");
    refuse(of(wish.project(), wish.maker()).passedBy(alone), "the quota of " + wish.userName());
  }

  private static void refuse(@Nullable String passed, String whose) {
    if (passed != null) {
      throw new Refused(
          new OverQuota(
              "This asks for more than "
                  + whose
                  + " ("
                  + passed
                  + "): ask for less, or have an administrator raise it."));
    }
  }

  private void add(ProjectId project, Subject maker, Use use) {
    inUse.merge(new Key(project, Holder.PROJECT), use, Use::and);
    inUse.merge(new Key(project, Holder.of(maker)), use, Use::and);
  }
}
