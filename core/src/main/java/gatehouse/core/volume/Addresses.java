package gatehouse.core.volume;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses of what everybody may read. */
final class Addresses {
  private static final int LONGEST = 2000;

  private Addresses() {}

  /** Whether it is an http or https URL that says a host and a path and nothing else. */
  static boolean isPlain(String url) {
    try {
      URI uri = new URI(url);
      return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && url.length() <= LONGEST;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** The path of a plain address. */
  static String path(String url) {
    return URI.create(url).getRawPath();
  }
}
