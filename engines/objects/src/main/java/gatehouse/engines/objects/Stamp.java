package gatehouse.engines.objects;

import gatehouse.core.storage.Versions;
import gatehouse.core.storage.Versions.State;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Gives versions their ids, and their place in time: later ones have greater numbers. */
final class Stamp {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private final InstantSource clock;
  private final AtomicLong last = new AtomicLong();

  Stamp(InstantSource clock) {
    this.clock = clock;
  }

  /** The headers of an object that is written into a room now. */
  Map<String, String> on(Map<String, String> headers, Room room) throws IOException {
    State state = room.state();
    long order = next();
    return state == State.NEVER ? headers : Footer.stamped(headers, id(state, order), order);
  }

  /** The headers of a marker that is laid in a room now. */
  Map<String, String> marker(Room room) throws IOException {
    long order = next();
    return Footer.marker(id(room.state(), order), order);
  }

  /** Whether a text can be the id of a version. */
  static boolean isId(String id) {
    return id.equals(Versions.NULL) || ID.matcher(id).matches();
  }

  /** The place in time that an id tells; one that tells none is later than everything. */
  static long order(String id) {
    return ID.matcher(id).matches() && id.charAt(0) < '8'
        ? Long.parseLong(id, 0, 16, 16)
        : Long.MAX_VALUE;
  }

  private static String id(State state, long order) {
    return state == State.ENABLED
        ? HexFormat.of().toHexDigits(order)
            + HexFormat.of().toHexDigits(UUID.randomUUID().getLeastSignificantBits())
        : Versions.NULL;
  }

  private long next() {
    long now = clock.millis() * 1000;
    return last.updateAndGet(before -> Math.max(before + 1, now));
  }
}
