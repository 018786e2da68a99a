package gatehouse.doors.web;

import gatehouse.doors.wire.Json;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What the HTTP server itself refuses, in our words: it never reaches a route. */
final class ErrorAnswers implements Request.Handler {
  private final RequestIds ids;

  ErrorAnswers(RequestIds ids) {
    this.ids = ids;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    Problem problem =
        status == 404 ? Refusals.noRoute() : Refusals.notHttp(status < 400 ? 500 : status);
    response.setStatus(problem.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json;charset=utf-8");
    response.getHeaders().put(Exchange.ID_HEADER, ids.next());
    response.getHeaders().put("Cache-Control", "no-store");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.write(true, ByteBuffer.wrap(Json.bytes(problem.body())), callback);
    return true;
  }
}
