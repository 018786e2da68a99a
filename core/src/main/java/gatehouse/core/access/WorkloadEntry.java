package gatehouse.core.access;

import gatehouse.core.identity.Secret;

/**
 * How a browser that signed in at the panel gets into one workload, without the workload seeing the
 * panel's session.
 */
public interface WorkloadEntry {

  /**
   * Takes a one-time code and opens a session that is good for one workload alone.
   *
   * @param code as the panel put it into the redirect; taken once, within a minute
   * @param workload the id of the workload it was made for
   * @return the session's secret, to be set as a cookie of the workload's own host
   * @throws gatehouse.core.refusal.Refused with {@code Unauthenticated} for a code that is unknown,
   *     taken, late or made for another workload
   */
  Secret enter(Secret code, String workload);
}
