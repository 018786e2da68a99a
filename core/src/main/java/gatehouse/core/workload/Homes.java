package gatehouse.core.workload;

import java.util.Set;

/**
 * Where runs are kept. What a runtime knows of a run, what a workload keeps and what it wrote lie
 * in the data folder of one node: that is the workload's home from its first admission on, and no
 * other node says what became of it.
 */
public interface Homes {

  /** The name of this node, which no other node, and no earlier start of this one, has. */
  String node();

  /** The home that this node is: a name that stays with its data folder. */
  String mine();

  /** The homes that were alive when that was last looked at, this one among them. */
  Set<String> alive();

  /**
   * Those that are alive now.
   *
   * @throws gatehouse.core.refusal.Refused with {@code Unavailable} when the database does not
   *     answer
   */
  default Set<String> aliveNow() {
    return alive();
  }

  /** The only home there is. */
  static Homes only(String name) {
    return new Homes() {
      @Override
      public String node() {
        return name;
      }

      @Override
      public String mine() {
        return name;
      }

      @Override
      public Set<String> alive() {
        return Set.of(name);
      }
    };
  }
}
