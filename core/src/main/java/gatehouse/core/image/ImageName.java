package gatehouse.core.image;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an image is called: {@code ghcr.io/team/tool:1.2}, or {@code oci:NAME} for one kept here.
 */
public sealed interface ImageName {

  /** As people write it. */
  String text();

  /**
   * An image of a registry.
   *
   * @param registry a host, perhaps with a port
   * @param tag null where only the digest says which
   * @param digest {@code sha256:…}, or null for whatever the tag means now
   */
  record Remote(
      String text,
      String registry,
      String repository,
      @Nullable String tag,
      @Nullable String digest)
      implements ImageName {

    /** What is asked of the registry: the digest where there is one. */
    public String reference() {
      return digest != null ? digest : tag != null ? tag : USUAL_TAG;
    }
  }

  /**
   * An image that an administrator put into the installation's folder of images: a folder or a
   * tarball.
   *
   * @param tag which of several in it, or null for the only one
   */
  record Local(String text, String name, @Nullable String tag) implements ImageName {}

  /** The tag that is meant where none is given. */
  String USUAL_TAG = "latest";

  /** Begins the names of images kept here. */
  String LOCAL = "oci:";

  /** The registry that is meant where none is given. */
  String USUAL_REGISTRY = "docker.io";

  /**
   * Reads a name.
   *
   * @throws Refused with {@link Invalid} saying what a name looks like
   */
  static ImageName parse(String text) {
    if (text.length() > Shape.LONGEST) {
      throw Shape.invalid();
    }
    return text.startsWith(LOCAL) ? Shape.local(text) : Shape.remote(text);
  }

  /** How names are written. */
  final class Shape {
    private static final int LONGEST = 500;
    private static final String TAG = "[A-Za-z0-9_][A-Za-z0-9._-]{0,127}";
    private static final String PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final Pattern REMOTE =
        Pattern.compile(
            "(?<path>%s(?:/%s)*)(?::(?<tag>%s))?(?:@(?<digest>sha256:[0-9a-f]{64}))?"
                .formatted(PART, PART, TAG));
    private static final Pattern REGISTRY =
        Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::[0-9]{1,5})?");
    private static final Pattern HERE =
        Pattern.compile("oci:(?<name>[A-Za-z0-9_][A-Za-z0-9._-]{0,199})(?::(?<tag>" + TAG + "))?");

    private Shape() {}

    private static ImageName local(String text) {
      Matcher match = HERE.matcher(text);
      if (!match.matches()) {
        throw invalid();
      }
      return new Local(text, match.group("name"), match.group("tag"));
    }

    private static ImageName remote(String text) {
      int slash = text.indexOf('/');
      String first = slash < 0 ? "" : text.substring(0, slash);
      boolean named = first.contains(".") || first.contains(":") || first.equals("localhost");
      if (named && !REGISTRY.matcher(first).matches()) {
        throw invalid();
      }
      Matcher match = REMOTE.matcher(named ? text.substring(slash + 1) : text);
      if (!match.matches()) {
        throw invalid();
      }
      String path = match.group("path");
      String tag = match.group("tag");
      String digest = match.group("digest");
      String repository = named || path.contains("/") ? path : "library/" + path;
      return new Remote(
          text,
          named ? first : USUAL_REGISTRY,
          repository,
          tag == null && digest == null ? USUAL_TAG : tag,
          digest);
    }

    private static Refused invalid() {
      return new Refused(
          new Invalid(
              "image",
              "host, an image such as ghcr.io/team/tool:1.2 (lower case, no URL), or oci:NAME for"
                  + " one kept here"));
    }
  }
}
