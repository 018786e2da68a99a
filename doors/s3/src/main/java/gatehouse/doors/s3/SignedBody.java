package gatehouse.doors.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A large body whose SHA-256 is signed. S3Proxy would hold it in memory to check it before anything
 * else; of a signed link that names the sum of its body it checks the sum while the body passes. So
 * such a request is shown to it in that form: the signature is over the same words either way, and
 * a body that is another one fails at its end, before it is shown to anybody.
 */
final class SignedBody {
  private static final String SUM = "x-amz-content-sha256";
  private static final String LINK_HEADERS = "X-Amz-SignedHeaders";
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  /** What is smaller is as well held in memory. */
  private static final long LARGE = 1 << 20;

  private final String headers;

  private SignedBody(String headers) {
    this.headers = headers;
  }

  /** Null for a request that is fine as it is. */
  static @Nullable SignedBody of(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    String sum = request.getHeader(SUM);
    if (authorization == null
        || sum == null
        || !request.getMethod().equals("PUT")
        || request.getContentLengthLong() < LARGE
        || request.getParameter("X-Amz-Algorithm") != null
        || !HEX.matcher(sum).matches()) {
      return null;
    }
    String signed = SignedHeaders.in(authorization);
    return List.of(signed.toLowerCase(Locale.ROOT).split(";", -1)).contains(SUM)
        ? new SignedBody(signed)
        : null;
  }

  /** The request whose signature is checked. */
  HttpServletRequest asLink(HttpServletRequest request) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public @Nullable String getHeader(String name) {
        return name.equalsIgnoreCase("Authorization") ? null : super.getHeader(name);
      }

      @Override
      public @Nullable String getParameter(String name) {
        return name.equals(LINK_HEADERS) ? headers : super.getParameter(name);
      }
    };
  }

  /** The request whose body is not looked at before the signature is. */
  static HttpServletRequest unread(HttpServletRequest request) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public @Nullable String getHeader(String name) {
        return name.equalsIgnoreCase(SUM) ? "UNSIGNED-PAYLOAD" : super.getHeader(name);
      }
    };
  }
}
