package gatehouse.core.identity;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.regex.Pattern;

/** The id of a project: 32 lower-case hex digits. */
public record ProjectId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{32}");

  /**
   * @throws Refused with {@link Invalid} for any other shape
   */
  public ProjectId {
    if (!SHAPE.matcher(value).matches()) {
      throw new Refused(new Invalid("project", "32 lower-case hex digits"));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
