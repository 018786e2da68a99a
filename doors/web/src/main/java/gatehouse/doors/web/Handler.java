package gatehouse.doors.web;

/** What answers a call; throws {@link gatehouse.core.refusal.Refused} to turn it down. */
@FunctionalInterface
public interface Handler {

  /** Answers. Runs on a thread of its own and may block. */
  Reply handle(Call call) throws java.io.IOException;
}
