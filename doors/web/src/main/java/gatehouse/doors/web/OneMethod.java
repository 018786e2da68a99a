package gatehouse.doors.web;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Takes a request by the method in its first line alone. Javalin routes by a header that says
 * another one; rules of consumer keys and proofs against forgery go by the first line, so that a
 * key for reading could delete.
 */
final class OneMethod implements HttpConfiguration.Customizer {
  private static final String OTHER = "X-HTTP-Method-Override";

  @Override
  public Request customize(Request request, HttpFields.Mutable answer) {
    if (!request.getHeaders().contains(OTHER)) {
      return request;
    }
    HttpFields without = HttpFields.build(request.getHeaders()).remove(OTHER).asImmutable();
    return new Request.Wrapper(request) {
      @Override
      public HttpFields getHeaders() {
        return without;
      }
    };
  }
}
