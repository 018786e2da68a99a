package gatehouse.core.access;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the nodes of an installation tell each other, through the database they share. All calls
 * throw {@link gatehouse.core.refusal.Refused} with {@code Unavailable} when the database does not
 * answer.
 */
public interface Cluster {

  /**
   * Makes a node known, with a lease of this length on the database's clock; the number of the last
   * committed revision. A node that was known starts anew.
   */
  long join(Member node, Duration lease);

  /**
   * Renews a lease and reads what is new, in one transaction.
   *
   * @param applied the last revision the node has applied
   * @return the revisions after {@code applied}, in order
   */
  List<Revision> renew(String node, long applied, Duration lease);

  /** The revisions after {@code applied}, in order; renews nothing. */
  List<Revision> after(long applied);

  /**
   * Says that a node has applied everything up to a revision, and what each of its revisions cut
   * there. May be forgotten in a crash of the database: then that node is waited for until its
   * lease has run out.
   */
  void acknowledge(String node, long upTo, Map<Long, Map<ConnectionKind, Integer>> cutByRevision);

  /** The nodes that hold a live lease and have not acknowledged a revision. */
  List<String> behind(long revision);

  /** What the nodes said about a revision. */
  List<Acknowledgement> acknowledgements(long revision);

  /** The nodes that hold a live lease, by name. */
  List<Member> alive();

  /** Ends a node's lease at once. */
  void leave(String node);

  /**
   * Listens, on a connection of its own and until closed, for "there is something new": called
   * after every commit of a revision or an acknowledgement on any node, and after every
   * reconnection. A message may be lost or repeated.
   */
  AutoCloseable listen(Runnable somethingNew);

  /**
   * A node.
   *
   * @param name one that no other node, and no earlier start of this one, has
   * @param home the name that stays with its data folder
   * @param address where other nodes reach it, as {@code host:port}; empty for nowhere
   * @param keys what tells its keys from others, a slash between those it has: all nodes of an
   *     installation have the same
   */
  record Member(String name, String home, String address, String keys) {
    /** One whose data folder bears its name, and that other nodes do not reach. */
    public static Member named(String name) {
      return new Member(name, name, "", "");
    }
  }

  /** What one node did about one revision. */
  record Acknowledgement(String node, Map<ConnectionKind, Integer> cut) {
    public Acknowledgement {
      cut = Map.copyOf(cut);
    }
  }
}
