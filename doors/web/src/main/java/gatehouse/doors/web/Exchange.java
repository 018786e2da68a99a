package gatehouse.doors.web;

import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BiFunction;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries one request through guard and handler, and its answer, whatever happens, to the wire. */
final class Exchange {
  /** The header that carries the request's id. */
  static final String ID_HEADER = "X-OVH-QUERYID";

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final String ID = Exchange.class.getName();
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src"
          + " 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors"
          + " 'none'";

  private final Doorkeeper doorkeeper;
  private final Limits limits;
  private final LeaseGate gate;
  private final RequestIds ids;
  private final InFlight inFlight;
  private final BiFunction<Call, Problem, Reply> words;

  Exchange(
      Doorkeeper doorkeeper,
      Limits limits,
      LeaseGate gate,
      RequestIds ids,
      InFlight inFlight,
      BiFunction<Call, Problem, Reply> words) {
    this.doorkeeper = doorkeeper;
    this.limits = limits;
    this.gate = gate;
    this.ids = ids;
    this.inFlight = inFlight;
    this.words = words;
  }

  /** Answers a request that a route was found for. */
  void serve(Context context, Guard guard, Handler handler) {
    Call call = call(context, false);
    if (!inFlight.enter()) {
      send(context, call, Refusals.of(new Unavailable("The server is stopping.")));
      return;
    }
    try {
      doorkeeper.admit(call, guard);
      send(context, call, handler.handle(call));
    } catch (Refused e) {
      send(context, call, Refusals.of(e.refusal()));
    } catch (RuntimeException | IOException | StackOverflowError e) {
      failed(context, call, e);
    } finally {
      inFlight.leave();
    }
  }

  /** Answers a request that no route was found for. */
  void refuse(Context context, Problem problem) {
    send(context, call(context, false), problem);
  }

  /** Logs a fault and answers it. */
  void failed(Context context, Call call, Throwable fault) {
    if (context.res().isCommitted()) {
      LOG.debug("request {} ended in its middle", call.id(), fault);
      ending(context.req()).run();
      return;
    }
    LOG.error("request {} {} {} failed", call.id(), call.method(), context.endpoint().path, fault);
    send(context, call, Refusals.fault());
  }

  Call call(Context context, boolean socket) {
    return new Call(
        context.req(), context.pathParamMap(), id(context.req()), socket, doorkeeper, limits);
  }

  private String id(HttpServletRequest request) {
    if (request.getAttribute(ID) instanceof String known) {
      return known;
    }
    String id = ids.next();
    request.setAttribute(ID, id);
    return id;
  }

  void send(Context context, Call call, Problem problem) {
    try {
      send(context, call, words.apply(call, problem));
    } catch (IOException e) {
      LOG.debug("request {} ended before its answer", call.id(), e);
    }
  }

  private void send(Context context, Call call, Reply reply) throws IOException {
    HttpServletResponse response = context.res();
    if (response.isCommitted()) {
      throw new IOException("answered already");
    }
    response.reset();
    putHeaders(response, call, reply);
    Streaming streaming = reply.streaming();
    if (streaming == null) {
      context.result(reply.body());
      return;
    }
    var out = new Outflow(response::getOutputStream, gate, ending(context.req()));
    try {
      streaming.write(out);
      gate.await();
      if (!response.isCommitted()) {
        response.flushBuffer();
      }
    } catch (Refused e) {
      if (out.begun()) {
        throw new IOException("refused in the middle of a stream");
      }
      response.reset();
      send(context, call, Refusals.of(e.refusal()));
    }
  }

  private static void putHeaders(HttpServletResponse response, Call call, Reply reply) {
    response.setStatus(reply.status());
    if (!reply.type().isEmpty()) {
      response.setContentType(reply.type());
    }
    response.setHeader(ID_HEADER, call.id());
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Security-Policy", CONTENT_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "same-origin");
    reply.headers().forEach(response::setHeader);
    reply.cookies().forEach(cookie -> response.addHeader("Set-Cookie", cookie.header()));
  }

  /**
   * What closes the connection under a request, at once and from any thread; never blocks. To be
   * asked for while the request is there: it may be over when this runs.
   */
  static Runnable ending(HttpServletRequest request) {
    EndPoint under =
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint();
    return under::close;
  }
}
