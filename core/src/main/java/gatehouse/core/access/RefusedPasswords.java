package gatehouse.core.access;

/** Is told of each name and password that were not accepted, wherever they were presented. */
@FunctionalInterface
public interface RefusedPasswords {
  /**
   * They were wrong; told on the thread of the request. How often is bounded by {@link
   * FailureBudget}.
   *
   * @param name as it was presented, which may be anything
   * @param address where the request is from
   */
  void refused(String name, String address);
}
