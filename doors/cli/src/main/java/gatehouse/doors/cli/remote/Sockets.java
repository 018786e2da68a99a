package gatehouse.doors.cli.remote;

import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletionException;

/** Opens WebSockets, and says in words where one is refused. */
final class Sockets {
  private Sockets() {}

  static WebSocket open(
      WebSocket.Builder builder,
      Address address,
      Route route,
      WebSocket.Listener listener,
      boolean signedIn) {
    try {
      return builder.buildAsync(address.socketAt(route), listener).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        Object body = refused.getResponse().body();
        throw Refusals.in(
            refused.getResponse().statusCode(),
            body instanceof String text ? text : "",
            signedIn,
            address);
      }
      throw Refusals.unreachable(address);
    }
  }
}
