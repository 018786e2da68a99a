package gatehouse.doors.s3;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What S3 says along with a code, where the protocol's own implementation says next to nothing. */
final class Sentences {
  private static final Map<String, String> SAID =
      Map.of(
          "InvalidAccessKeyId",
          "The AWS Access Key Id you provided does not exist in our records.",
          "RequestTimeTooSkewed",
          "The difference between the request time and the current time is too large.",
          "SignatureDoesNotMatch",
          "The request signature we calculated does not match the signature you provided. Check your"
              + " key and signing method.",
          "AccessDenied",
          "Access Denied");

  private Sentences() {}

  /** A sentence for an error. */
  static String of(String code, @Nullable String message) {
    if (message == null
        || message.isBlank()
        || message.equals("Forbidden")
        || message.equals(code)) {
      return SAID.getOrDefault(code, code);
    }
    return message;
  }
}
