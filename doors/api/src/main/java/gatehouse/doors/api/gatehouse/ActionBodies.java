package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.AllowedAction;
import gatehouse.doors.wire.gatehouse.AllowedActionBody;
import java.util.LinkedHashMap;
import java.util.Map;

/** Allowed actions on the wire. */
final class ActionBodies {
  private ActionBodies() {}

  static Map<String, AllowedActionBody> of(Map<String, AllowedAction> actions) {
    var bodies = new LinkedHashMap<String, AllowedActionBody>();
    actions.forEach((name, action) -> bodies.put(name, of(action)));
    return bodies;
  }

  static AllowedActionBody of(AllowedAction action) {
    return switch (action.verdict()) {
      case ALLOWED -> new AllowedActionBody(true, null, null);
      case REFUSED_BY_ROLE -> new AllowedActionBody(false, "role", action.reason());
      case REFUSED_BY_STATE -> new AllowedActionBody(false, "state", action.reason());
    };
  }
}
