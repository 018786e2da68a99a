package gatehouse.doors.s3;

import gatehouse.doors.s3.awssdk.Faults;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which headers a signature speaks for. What S3 itself reads must be among them: else whoever holds
 * a signed link to write one object could make it, by a header of their own, the copy of any other
 * object that its signer may read.
 */
final class SignedHeaders {
  private static final String OF_S3 = "x-amz-";
  private static final Pattern SIGNED = Pattern.compile("SignedHeaders=([^,\\s]+)");

  /** It is a part of what is signed, named or not. */
  private static final String SUM = "x-amz-content-sha256";

  private SignedHeaders() {}

  /** Passes where every header of S3's own is signed, and where nothing is. */
  static void requireAllOf(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    String link = request.getParameter("X-Amz-SignedHeaders");
    if (authorization == null && link == null) {
      return;
    }
    List<String> signed = names(authorization == null ? link : in(authorization));
    for (String each : Collections.list(request.getHeaderNames())) {
      String name = each.toLowerCase(Locale.ROOT);
      if (name.startsWith(OF_S3) && !name.equals(SUM) && !signed.contains(name)) {
        throw Faults.fault(
            403,
            "AccessDenied",
            "There were headers present in the request which were not signed: " + name);
      }
    }
  }

  /** The names in a header that says who signs; empty where it says none. */
  static String in(String authorization) {
    Matcher signed = SIGNED.matcher(authorization);
    return signed.find() ? signed.group(1) : "";
  }

  private static List<String> names(String signed) {
    return List.of(signed.toLowerCase(Locale.ROOT).split(";", -1));
  }
}
