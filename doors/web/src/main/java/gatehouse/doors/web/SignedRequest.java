package gatehouse.doors.web;

import gatehouse.core.access.Caller;
import java.util.List;

/**
 * A call signed in the model's way ({@code users-api.md}, 3.1), as it came in.
 *
 * @param urls all the addresses its sender may have signed: schemes, ports and public names differ
 * @param path the path below the API's prefix, as {@code /cloud/project}; what rules are matched
 *     with
 * @param body the raw body
 */
public record SignedRequest(
    String applicationKey,
    String consumerKey,
    String timestamp,
    String signature,
    String method,
    List<String> urls,
    String path,
    byte[] body) {

  public SignedRequest {
    urls = List.copyOf(urls);
  }

  /** What verifies signed calls. */
  @FunctionalInterface
  public interface Verifier {
    /** Who signed; throws {@link gatehouse.core.refusal.Refused} where it does not hold. */
    Caller caller(SignedRequest request);
  }
}
