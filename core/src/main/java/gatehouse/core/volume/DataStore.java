package gatehouse.core.volume;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A store of a project's own, beside those of this installation.
 *
 * @param alias what volumes call it; unique in the project, whatever the case of its letters
 * @param region of an S3 store; empty for git
 * @param accessKey the name of the key pair, or user, whose secret is kept sealed; for git over SSH
 *     the public key, or empty
 * @param hostKey for git over SSH the key by which the host is known; else empty
 */
public record DataStore(
    ProjectId project,
    String alias,
    StoreKind kind,
    URI endpoint,
    String region,
    String accessKey,
    String hostKey,
    Instant createdAt,
    Instant updatedAt) {
  private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
  private static final Pattern WORD = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final Pattern LINE = Pattern.compile("[\\x20-\\x7e]{0,4000}");
  private static final Pattern HOST_KEY =
      Pattern.compile("(ssh|ecdsa|sk-)[a-z0-9@.-]* [A-Za-z0-9+/=]{20,4000}");
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~][A-Za-z0-9_.~-]*)*/?");

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
    switch (kind) {
      case S3 -> {
        require(
            isPlain(endpoint, ""),
            "endpoint",
            "an http or https URL of a host, with no path, name or password");
        require(WORD.matcher(region).matches(), "region", "1 to 255 visible characters");
        require(WORD.matcher(accessKey).matches(), "accessKey", "1 to 255 visible characters");
      }
      case GIT_PASSWORD -> {
        require(
            isPlain(endpoint, PATH.pattern()),
            "endpoint",
            "an http or https URL of a host, and a path at most");
        require(WORD.matcher(accessKey).matches(), "username", "1 to 255 visible characters");
      }
      case GIT_KEY -> {
        require(isSsh(endpoint), "endpoint", "an ssh URL, as ssh://git@git.example.org");
        require(LINE.matcher(accessKey).matches(), "publicKey", "one line");
        require(
            HOST_KEY.matcher(hostKey).matches(),
            "hostKey",
            "the host's key, as ssh-keyscan tells it: ssh-ed25519 AAAA…");
      }
    }
  }

  /** Where a repository is. */
  public URI repository(String path) {
    String base = endpoint.toString();
    return URI.create((base.endsWith("/") ? base : base + "/") + path);
  }

  /** What its secret is sealed for, so that it opens nowhere else. */
  String sealContext() {
    return "data-store:" + project + ":" + alias.toLowerCase(Locale.ROOT) + ":" + endpoint;
  }

  private static boolean isPlain(URI url, String path) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    return http && url.getRawUserInfo() == null && isShort(url, path);
  }

  private static boolean isSsh(URI url) {
    String user = url.getRawUserInfo();
    return "ssh".equals(url.getScheme())
        && (user == null || USER.matcher(user).matches())
        && isShort(url, PATH.pattern());
  }

  private static boolean isShort(URI url, String path) {
    String own = url.getRawPath();
    return url.getHost() != null
        && url.getRawQuery() == null
        && url.getRawFragment() == null
        && (own == null || own.equals("/") || own.matches(path))
        && url.toString().length() <= 500;
  }

  private static void require(boolean holds, String field, String rule) {
    if (!holds) {
      throw invalid(field, rule);
    }
  }

  private static Refused invalid(String field, String rule) {
    return new Refused(new Invalid(field, rule));
  }
}
