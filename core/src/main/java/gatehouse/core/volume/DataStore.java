package gatehouse.core.volume;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.net.URI;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * An S3 store of a project's own, beside those of this installation.
 *
 * @param alias what volumes call it; unique in the project, whatever the case of its letters
 * @param accessKey the name of the key pair whose secret is kept sealed
 */
public record DataStore(
    ProjectId project,
    String alias,
    URI endpoint,
    String region,
    String accessKey,
    Instant createdAt,
    Instant updatedAt) {
  private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
  private static final Pattern WORD = Pattern.compile("[\\x21-\\x7e]{1,255}");

  /**
   * @throws Refused with {@link Invalid} for an alias, URL, region or key of another shape
   */
  public DataStore {
    if (!ALIAS.matcher(alias).matches()) {
      throw invalid("alias", "1 to 63 of A-Z a-z 0-9 _ . -");
    }
    if (alias.equalsIgnoreCase(VolumeSource.Bucket.OWN_STORE)) {
      throw invalid("alias", "another than LOCAL, which is this installation's own");
    }
    if (!isPlain(endpoint)) {
      throw invalid("endpoint", "an http or https URL of a host, with no path, name or password");
    }
    if (!WORD.matcher(region).matches()) {
      throw invalid("region", "1 to 255 visible characters");
    }
    if (!WORD.matcher(accessKey).matches()) {
      throw invalid("accessKey", "1 to 255 visible characters");
    }
  }

  /** What its secret is sealed for, so that it opens nowhere else. */
  String sealContext() {
    return "data-store:"
        + project
        + ":"
        + alias.toLowerCase(java.util.Locale.ROOT)
        + ":"
        + endpoint;
  }

  private static boolean isPlain(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    String path = url.getRawPath();
    return http
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawQuery() == null
        && url.getRawFragment() == null
        && (path == null || path.isEmpty() || path.equals("/"))
        && url.toString().length() <= 500;
  }

  private static Refused invalid(String field, String rule) {
    return new Refused(new Invalid(field, rule));
  }
}
