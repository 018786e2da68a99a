package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import gatehouse.doors.wire.ai.AutomaticScaling;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an app serves.
 *
 * @param replicas how many there are to be now; 0 for an app that sleeps
 * @param ready how many get requests
 * @param version of the app's present spec, from 1; 0 before it has begun to run
 * @param waitsFor what keeps the next replica from being started
 * @param probe when a replica gets requests; absent for as soon as it listens
 * @param automatic how their number follows what they have to do; absent for a fixed number
 * @param fleet those there are, the eldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServingBody(
    int replicas,
    int ready,
    int version,
    @Nullable String waitsFor,
    @Nullable Probe probe,
    @Nullable AutomaticScaling automatic,
    List<Replica> fleet) {

  /**
   * What a replica is asked.
   *
   * @param port absent for the app's own
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Probe(String path, @Nullable Integer port) {}

  /**
   * One of them.
   *
   * @param version of the spec that it runs
   * @param phase {@code PLANNED}, {@code STARTING}, {@code READY}, {@code UNREADY}, {@code LEAVING}
   *     or {@code ENDING}
   * @param since when it came into its phase
   */
  public record Replica(int number, int version, String phase, Instant since) {}
}
