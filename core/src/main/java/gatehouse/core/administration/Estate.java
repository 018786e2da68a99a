package gatehouse.core.administration;

import gatehouse.core.access.Access;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Resource;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.AdministrationStore.AffectedWorkload;
import gatehouse.core.administration.AdministrationStore.Change;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserId;
import gatehouse.core.identity.UserName;
import gatehouse.core.identity.UserStatus;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Settles what becomes of the workloads of somebody who leaves. */
final class Estate {
  private final AdministrationStore store;

  Estate(AdministrationStore store) {
    this.store = store;
  }

  /**
   * What became of the workloads of one user.
   *
   * @param fate with the heir by name
   */
  record Settled(WorkloadFate fate, List<AffectedWorkload> workloads) {
    /** One sentence for each, for the receipt. */
    List<String> inWords() {
      return workloads.stream().map(fate::of).toList();
    }

    /** The same for the audit. */
    Map<String, String> details() {
      var details = new TreeMap<String, String>();
      if (!workloads.isEmpty()) {
        details.put(
            "workloads", String.join(" ", workloads.stream().map(AffectedWorkload::id).toList()));
        details.put("workloadsWere", fate.done());
      }
      return details;
    }
  }

  /** A way to settle it, to be carried out in a transaction that has locked the user. */
  interface Settlement {
    Settled carryOut(Change tx, User user);
  }

  /**
   * Finds the heir, where there is to be one.
   *
   * @throws Refused where they are not of the project
   */
  Settlement settlement(ProjectId project, WorkloadFate fate, Instant now) {
    return switch (fate) {
      case WorkloadFate.Stop stop -> (tx, user) -> new Settled(stop, tx.stopWorkloadsOf(user.id()));
      case WorkloadFate.Keep keep ->
          (tx, user) -> new Settled(keep, tx.runningWorkloadsOf(user.id()));
      case WorkloadFate.HandOver(String to) -> {
        UserId heir = heir(project, to).user().id();
        yield (tx, user) -> handOver(tx, user, Users.lock(tx, project, heir), now);
      }
    };
  }

  /** Who a name or an id stands for. */
  UserWithRoles heir(ProjectId project, String to) {
    var found =
        to.chars().allMatch(each -> each >= '0' && each <= '9')
            ? store.user(project, UserId.of(to))
            : store.user(new UserName(to)).filter(one -> one.user().project().equals(project));
    return found.orElseThrow(() -> Users.noSuchUser(to));
  }

  private static Settled handOver(Change tx, User from, User heir, Instant now) {
    List<AffectedWorkload> all = tx.handOverWorkloads(from.id(), heir);
    requireFit(from, new UserWithRoles(heir, tx.grants(heir.id())), all, now);
    return new Settled(new WorkloadFate.HandOver(heir.name().value()), all);
  }

  /** Refuses an heir who is away, or could not have made what they would get. */
  static void requireFit(
      User from, UserWithRoles heir, List<AffectedWorkload> workloads, Instant now) {
    User to = heir.user();
    if (to.id().equals(from.id())) {
      throw conflict(to, "is the user who leaves: name another.");
    }
    Instant end = to.endsAt();
    if (to.status() != UserStatus.OK || (end != null && !end.isAfter(now))) {
      throw conflict(to, "is not active: resume them first, or name another.");
    }
    Standing standing = Explanations.standing(heir);
    var caller = new Caller.Person(standing, Explanations.asIfByPassword(standing));
    for (AffectedWorkload each : workloads) {
      Permission launch = Permission.valueOf(each.kind().toUpperCase(Locale.ROOT) + "_LAUNCH");
      if (!Access.decide(caller, launch, Resource.of(to.project()), now).allowed()) {
        throw conflict(
            to, "may not launch " + each.kind() + "s: give them a role that may, or name another.");
      }
    }
  }

  private static Refused conflict(User heir, String why) {
    return new Refused(
        new Conflict("The workloads cannot be handed over: " + heir.name().value() + " " + why));
  }
}
