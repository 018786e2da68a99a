package gatehouse.doors.wire.gatehouse;

import java.util.List;

/** Everybody who may do something. */
public record WhoBody(List<One> who) {

  /** One of them, and why they may. */
  public record One(String username, String because) {}
}
