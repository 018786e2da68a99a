package gatehouse.doors.gateway;

import gatehouse.core.workload.WorkloadDirectory;
import gatehouse.core.workload.WorkloadDirectory.Reachable;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Locale;

/** What is said where a workload is not there to answer. */
final class Absent {
  private Absent() {}

  /** It does not run; while it is on its way, it is worth looking again. */
  static Answer notRunning(Reachable workload) {
    String state = workload.state().toLowerCase(Locale.ROOT).replace('_', ' ');
    String has = state.equals("failed") ? " has " : " is ";
    Answer answer =
        Answer.of(
            HttpResponseStatus.SERVICE_UNAVAILABLE,
            "The " + workload.kind().word() + " " + workload.name() + has + state,
            workload.sentence());
    return workload.settled() ? answer : answer.tryAgainIn(2);
  }

  /** It was asleep, and comes up for who asks. */
  static Answer waking(Reachable workload) {
    return Answer.of(
            HttpResponseStatus.SERVICE_UNAVAILABLE,
            "The " + workload.kind().word() + " " + workload.name() + " wakes up",
            "It slept while nobody asked for it. This page shows it as soon as it is there.")
        .tryAgainIn(2);
  }

  /** So many wait for it already that no more can. */
  static Answer tooManyWait(Reachable workload) {
    return Answer.of(
            HttpResponseStatus.SERVICE_UNAVAILABLE,
            "Too many wait",
            "The "
                + workload.kind().word()
                + " "
                + workload.name()
                + " wakes up, and no more requests can wait for it: try again in a moment.")
        .tryAgainIn(2);
  }

  /** It runs, and nothing listens, or the node that runs it does not answer. */
  static Answer nothingAnswers(Reachable workload, int port) {
    String elsewhere = workload.elsewhere();
    if (elsewhere != null) {
      return Answer.of(
              HttpResponseStatus.SERVICE_UNAVAILABLE,
              "Nothing answers yet",
              "The %s %s runs at the node %s, and nothing answers there yet."
                  .formatted(workload.kind().word(), workload.name(), elsewhere))
          .tryAgainIn(2);
    }
    String where =
        switch (port) {
          case 0 -> "its port";
          case WorkloadDirectory.GRPC -> "a gRPC port";
          default -> "port " + port;
        };
    return Answer.of(
            HttpResponseStatus.SERVICE_UNAVAILABLE,
            "Nothing answers yet",
            "The "
                + workload.kind().word()
                + " "
                + workload.name()
                + " runs, and nothing answers on "
                + where
                + " yet.")
        .tryAgainIn(2);
  }
}
