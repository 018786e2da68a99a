package gatehouse.doors.api.ai;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the model lets people ask of a workload and this installation cannot keep: refused, so that
 * nobody relies on it. What clients say by habit and is so anyway passes.
 */
final class Unkept {
  /** This installation, and the names of the model's regions, which clients send as they are. */
  private static final Pattern REGION =
      Pattern.compile(
          "LOCAL|(BHS|DE|ERI|GRA|LIM|RBX|SBG|SGP|SYD|UK|WAW)\\d*|US-(EAST-VA|WEST-OR)(-\\d+)?",
          Pattern.CASE_INSENSITIVE);

  private Unkept() {}

  /**
   * Passes where there is one region, which stands for those of the model.
   *
   * @throws Refused with {@link Invalid} for any other
   */
  static void requireRegion(@Nullable String region) {
    if (region != null && !region.isBlank() && !REGION.matcher(region).matches()) {
      throw invalid(
          "region",
          "LOCAL, the one region there is here; names of the model's, such as GRA, are taken for it");
    }
  }

  /**
   * Passes for a workload that stays stopped when it has ended.
   *
   * @throws Refused with {@link Invalid} for one that is to be started again
   */
  static void requireShutdown(@Nullable String shutdown) {
    if (shutdown != null && !shutdown.isBlank() && !shutdown.equalsIgnoreCase("Stop")) {
      throw invalid(
          "shutdown",
          "Stop: what has ended is not started again here, but for timeoutAutoRestart after a time"
              + " limit");
    }
  }

  /**
   * Passes where nobody in particular is to read a job.
   *
   * @throws Refused with {@link Invalid} otherwise
   */
  static void requireNoReader(@Nullable String user) {
    if (user != null && !user.isBlank()) {
      throw invalid(
          "readUser",
          "left out: whoever holds a role that opens jobs opens this one too; narrow that by labels"
              + " and a token");
    }
  }

  private static Refused invalid(String field, String rule) {
    return new Refused(new Invalid(field, rule));
  }
}
