package gatehouse.core.image;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A registry at which a project has an account.
 *
 * @param url a host, perhaps with a port and the beginning of a repository, as {@code
 *     ghcr.io/team}; without {@code https://}
 * @param user who added it, by name
 */
public record Registry(
    UUID id,
    ProjectId project,
    String url,
    String username,
    String user,
    Instant createdAt,
    Instant updatedAt) {
  private static final Pattern URL =
      Pattern.compile(
          "[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?(?:/[a-z0-9][a-z0-9._/-]{0,199})?");
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}:]{1,255}");

  /**
   * @throws Refused with {@link Invalid} for a URL or name of another shape
   */
  public Registry {
    url = plain(url);
    if (url.length() > 300 || !URL.matcher(url).matches()) {
      throw invalid("url", "a registry's host, as ghcr.io or registry.example.org:5000/team");
    }
    if (!NAME.matcher(username).matches()) {
      throw invalid("username", "1 to 255 characters, no colon nor control characters");
    }
  }

  /** Its host, with the port where one is given. */
  public String host() {
    int slash = url.indexOf('/');
    String host = slash < 0 ? url : url.substring(0, slash);
    return host.equals("index.docker.io") ? ImageName.USUAL_REGISTRY : host;
  }

  /** Whether its account is for an image. */
  boolean fits(ImageName.Remote image) {
    int slash = url.indexOf('/');
    String path = slash < 0 ? "" : url.substring(slash + 1);
    return host().equals(image.registry())
        && (path.isEmpty()
            || image.repository().equals(path)
            || image.repository().startsWith(path + "/"));
  }

  /** What its password is sealed for, so that it opens nowhere else and is sent nowhere else. */
  String sealContext() {
    return "registry:" + project + ":" + id + ":" + host() + ":" + username;
  }

  private static String plain(String given) {
    String url = given.strip();
    url = url.startsWith("https://") ? url.substring("https://".length()) : url;
    url = url.endsWith("/v1/") || url.endsWith("/v2/") ? url.substring(0, url.length() - 4) : url;
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private static Refused invalid(String field, String rule) {
    return new Refused(new Invalid(field, rule));
  }
}
