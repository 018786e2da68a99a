package gatehouse.doors.api.ai;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.Serving;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.doors.wire.Json;
import gatehouse.doors.wire.JsonFault;
import gatehouse.doors.wire.ai.AppWishBody;
import gatehouse.doors.wire.ai.JobWishBody;
import gatehouse.doors.wire.ai.NotebookWishBody;
import gatehouse.doors.wire.ai.ScalingStrategy;

/** The command that launches what a body of the AI API asks for. */
public final class LaunchCommand {
  private LaunchCommand() {}

  /**
   * The command, as a POSIX shell reads it.
   *
   * @param body JSON, as {@code POST /v1/job} takes it
   * @throws Refused where the route would refuse the body
   */
  public static String of(WorkloadKind kind, String body) {
    try {
      return CommandLine.of(
          switch (kind) {
            case JOB -> WishReader.read(Json.read(body, JobWishBody.class), VolumeReader.ALONE);
            case NOTEBOOK ->
                WishReader.read(Json.read(body, NotebookWishBody.class), VolumeReader.ALONE);
            case APP -> WishReader.read(Json.read(body, AppWishBody.class), VolumeReader.ALONE);
          });
    } catch (JsonFault e) {
      throw new Refused(new Invalid("body." + e.where(), e.rule()));
    }
  }

  /**
   * The command that changes how many replicas an app has.
   *
   * @param body JSON, as {@code PUT /v1/app/{id}/scalingstrategy} takes it
   * @throws Refused where the route would refuse the body
   */
  public static String ofScaling(String app, String body) {
    try {
      ScalingStrategy wish = Json.read(body, ScalingStrategy.class);
      return CommandLine.scale(app, ScalingReader.required(Serving.USUAL, wish));
    } catch (JsonFault e) {
      throw new Refused(new Invalid("body." + e.where(), e.rule()));
    }
  }
}
