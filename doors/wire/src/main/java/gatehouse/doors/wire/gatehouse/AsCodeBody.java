package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** One action, said in each language that can say it. */
public record AsCodeBody(Snippet curl, Snippet cli, Snippet terraform, Snippet python) {

  /**
   * What to run.
   *
   * @param code null where there is no equivalent
   * @param reason why there is none; absent where there is one
   */
  public record Snippet(
      @Nullable String code, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {}
}
