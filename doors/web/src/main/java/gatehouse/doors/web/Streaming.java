package gatehouse.doors.web;

import java.io.IOException;

/** A body that is written bit by bit. */
@FunctionalInterface
public interface Streaming {

  /**
   * Writes the body; may block as long as it likes. A {@link gatehouse.core.refusal.Refused} thrown
   * before the first byte becomes the answer. Register the connection here, with {@code out::cut}.
   */
  void write(Outflow out) throws IOException;
}
