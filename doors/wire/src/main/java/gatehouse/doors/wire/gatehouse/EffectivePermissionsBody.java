package gatehouse.doors.wire.gatehouse;

import java.util.List;

/**
 * What somebody can do, as it is decided now.
 *
 * @param can what they may, in words
 * @param cannot what they may not, in words
 */
public record EffectivePermissionsBody(
    String user, List<String> can, List<String> cannot, List<One> permissions) {

  /** One permission, decided. */
  public record One(String name, String deed, boolean allowed, String sentence) {}
}
