package gatehouse.doors.gateway;

import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.gateway.Destination.ToWorkload;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a browser gets into a workload: off to the panel's sign-in page, and back with a code that is
 * exchanged for a session of this host alone.
 */
final class Entry {
  private static final Logger LOG = LoggerFactory.getLogger(Entry.class);
  private static final String OURS = "/.gatehouse/";
  private static final String ENTER = OURS + "enter";
  private static final int LONGEST_PATH = 4096;

  private Entry() {}

  /** Whether a path is Gatehouse's own, on every workload's host. */
  static boolean isFor(String uri) {
    return uri.startsWith(OURS);
  }

  /** Sends a browser to the sign-in page, to come back where it wanted to go. */
  static Answer signIn(GatewayConfig config, ToWorkload workload, String uri) {
    String location =
        config.panelBase()
            + "/sign-in?workload="
            + encoded(workload.kind().word() + "/" + workload.label())
            + "&to="
            + encoded(safePath(uri));
    return Answer.redirect(HttpResponseStatus.FOUND, location, "Sign in first.");
  }

  /** Answers a request for one of our own paths; off the event loop where it has to be. */
  static void handle(
      Parts parts,
      EventLoop loop,
      HttpRequest request,
      ToWorkload workload,
      Peer peer,
      Consumer<Answer> answer) {
    var query = new QueryStringDecoder(request.uri());
    if (!query.path().equals(ENTER)) {
      answer.accept(Answer.to(new NotFound("page", "")));
      return;
    }
    if (!request.method().equals(HttpMethod.GET)) {
      answer.accept(
          Answer.of(HttpResponseStatus.METHOD_NOT_ALLOWED, "Not so", "One enters with a GET.")
              .with(HttpHeaderNames.ALLOW.toString(), "GET"));
      return;
    }
    Secret code = new Secret(first(query, "code"));
    String to = safePath(first(query, "to"));
    boolean secure = peer.isSecure(request.headers());
    Answer again = signIn(parts.config(), workload, to);
    try {
      parts
          .blocking()
          .execute(
              () -> {
                Answer outcome = enter(parts, workload, code, to, secure, again);
                loop.execute(() -> answer.accept(outcome));
              });
    } catch (RejectedExecutionException e) {
      answer.accept(Answer.to(new Unavailable("The server is stopping.")));
    }
  }

  private static Answer enter(
      Parts parts, ToWorkload workload, Secret code, String to, boolean secure, Answer again) {
    try {
      Secret session = parts.entry().enter(code, workload.id().toString());
      return Answer.redirect(HttpResponseStatus.SEE_OTHER, to, "You are in.")
          .with(HttpHeaderNames.SET_COOKIE.toString(), Cookies.setting(session.value(), secure));
    } catch (Refused e) {
      return refused(e.refusal(), again);
    } catch (RuntimeException e) {
      LOG.error("entering {} {} failed", workload.kind(), workload.id(), e);
      return Answer.to(new Unavailable("The way in cannot be opened just now."));
    }
  }

  /** No challenge here: a browser would ask for a password in a box of its own. */
  private static Answer refused(Refusal refusal, Answer again) {
    return refusal instanceof Unauthenticated(String why)
        ? Answer.of(HttpResponseStatus.UNAUTHORIZED, "That way in is closed", why)
            .linking(again.headers().getOrDefault("location", "/"), "Sign in again")
        : Answer.to(refusal);
  }

  /** A path on this host, or the root: never another host, whatever the browser makes of it. */
  static String safePath(String path) {
    if (!path.startsWith("/") || path.startsWith("//") || path.length() > LONGEST_PATH) {
      return "/";
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '\\') {
        return "/";
      }
    }
    return path.startsWith(OURS) ? "/" : path;
  }

  private static String first(QueryStringDecoder query, String name) {
    List<String> values = query.parameters().get(name);
    return values == null || values.isEmpty() ? "" : values.getFirst();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
