package gatehouse.core.workload;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.image.ImageName;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One version of something notebooks of a project can compute with: an image.
 *
 * @param id as {@code pytorch}; several versions have the same
 * @param editors the ids of those that the image has; empty for any
 */
public record Framework(
    ProjectId project,
    String id,
    String version,
    String image,
    String name,
    String description,
    List<String> editors,
    Instant createdAt) {
  private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?");
  private static final int LONGEST = 200;

  /**
   * @throws Refused with {@link Invalid} for names of another shape
   */
  public Framework {
    editors = List.copyOf(editors);
    if (!ID.matcher(id).matches() || id.equals(Catalogue.HOST)) {
      throw invalid("id", "1 to 64 lower-case letters, digits, '.', '_' or '-', and not host");
    }
    requireText("version", version);
    requireText("name", name);
    if (!description.isEmpty()) {
      requireText("description", description);
    }
    if (editors.size() > 10) {
      throw invalid("editors", "at most 10");
    }
    var _ = ImageName.parse(image);
  }

  private static void requireText(String field, String text) {
    if (text.isBlank()
        || text.length() > LONGEST
        || text.chars().anyMatch(Character::isISOControl)) {
      throw invalid(field, "1 to " + LONGEST + " characters, no control characters");
    }
  }

  private static Refused invalid(String field, String rule) {
    return new Refused(new Invalid(field, rule));
  }
}
