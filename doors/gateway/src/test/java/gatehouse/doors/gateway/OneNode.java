package gatehouse.doors.gateway;

import gatehouse.core.access.Cluster;
import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.Revision;
import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cluster of one node, whose database can be switched off. */
final class OneNode implements Cluster {
  private final List<Revision> revisions = new CopyOnWriteArrayList<>();
  private final List<Acknowledgement> acknowledged = new CopyOnWriteArrayList<>();
  volatile boolean reachable = true;

  long change(Subject subject) {
    revisions.add(new Revision(revisions.size() + 1, Set.of(subject)));
    return revisions.size();
  }

  private void require() {
    if (!reachable) {
      throw new Refused(new Unavailable("The database does not answer."));
    }
  }

  @Override
  public long join(Member node, Duration lease) {
    require();
    return revisions.size();
  }

  @Override
  public List<Revision> renew(String node, long applied, Duration lease) {
    return after(applied);
  }

  @Override
  public List<Revision> after(long applied) {
    require();
    return revisions.stream().filter(revision -> revision.number() > applied).toList();
  }

  @Override
  public void acknowledge(
      String node, long upTo, Map<Long, Map<ConnectionKind, Integer>> cutByRevision) {
    cutByRevision.values().forEach(cut -> acknowledged.add(new Acknowledgement(node, cut)));
  }

  @Override
  public List<String> behind(long revision) {
    return List.of();
  }

  @Override
  public List<Acknowledgement> acknowledgements(long revision) {
    return acknowledged.isEmpty() ? List.of() : List.of(acknowledged.getLast());
  }

  @Override
  public List<Member> alive() {
    return List.of();
  }

  @Override
  public void leave(String node) {}

  @Override
  public AutoCloseable listen(Runnable somethingNew) {
    return () -> {};
  }
}
