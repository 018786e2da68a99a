package gatehouse.doors.api.ai;

import gatehouse.core.administration.Actor;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Handler;
import java.util.Locale;

/** What the resources of this API have in common. */
final class Models {
  private Models() {}

  static Actor actor(Call call) {
    return new Actor(call.caller(), call.address());
  }

  /** A parameter that is true or, where it is left out, false; clients in Python write True. */
  static boolean isTrue(Call call, String name) {
    return switch (call.query(name).orElse("").toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0", "" -> false;
      default -> throw new Refused(new Invalid(name, "true or false"));
    };
  }

  /**
   * Says a wrong state by 400: of the statuses that the model's generated clients can read, the
   * only one that fits. A 409 they would drop, and the sentence with it.
   */
  static Handler saying400(Handler handler) {
    return call -> {
      try {
        return handler.handle(call);
      } catch (Refused refused) {
        if (refused.refusal() instanceof Conflict(String reason)) {
          throw new Refused(new Invalid("WRONG_STATE", reason));
        }
        throw refused;
      }
    };
  }
}
