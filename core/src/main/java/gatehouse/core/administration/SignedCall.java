package gatehouse.core.administration;

import java.util.List;

/**
 * A call signed in the model's way.
 *
 * @param urls every form of the URL that the client may have signed: schemes, host with and without
 *     port, public names
 * @param rulePath the path that rules speak of, without the API's prefix and query
 * @param body the raw body as text; empty where there is none
 * @param timestamp Unix seconds as sent
 * @param address where it comes from
 * @param signature {@code $1$} and 40 hex digits
 */
public record SignedCall(
    String applicationKey,
    String consumerKey,
    String method,
    List<String> urls,
    String rulePath,
    String body,
    String timestamp,
    String address,
    String signature) {
  public SignedCall {
    urls = List.copyOf(urls);
  }
}
