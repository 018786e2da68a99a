package gatehouse.doors.s3.swift;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Presented;
import gatehouse.core.access.SignIn;
import gatehouse.core.administration.Uses;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectShelf;
import gatehouse.doors.s3.transfer.Ending;
import gatehouse.doors.s3.transfer.Transfer;
import gatehouse.doors.web.Problem;
import gatehouse.doors.web.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests of Swift in, finds out who asks, and says what went wrong. */
public final class Swift {
  private static final Logger LOG = LoggerFactory.getLogger(Swift.class);
  private static final String ACCOUNT = "AUTH_";

  private final SignIn signIn;
  private final Uses uses;
  private final Transfer.Base base;
  private final ObjectShelf.Shelves shelves;
  private final InstantSource clock;

  public Swift(
      SignIn signIn,
      Uses uses,
      Transfer.Base base,
      ObjectShelf.Shelves shelves,
      InstantSource clock) {
    this.signIn = signIn;
    this.uses = uses;
    this.base = base;
    this.shelves = shelves;
    this.clock = clock;
  }

  /** Whether a path, as it was sent, is Swift's. */
  public static boolean takes(String path) {
    return path.equals(SwiftPath.ROOT) || path.startsWith(SwiftPath.ROOT + "/");
  }

  /** Answers a request. */
  public void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String id = "tx" + UUID.randomUUID().toString().replace("-", "");
    try (var transfer = new Transfer(base, request.getRemoteAddr(), () -> Ending.abort(request))) {
      try {
        head(response, id);
        base.lease().require();
        SwiftPath path = SwiftPath.of(request.getRequestURI());
        Caller caller = caller(request);
        ProjectId project = project(caller, path);
        route(
            new SwiftCall(request, response, transfer, caller, project, shelves.of(project), path));
      } catch (IOException | RuntimeException e) {
        if (transfer.isCut() || response.isCommitted() || isGone(e)) {
          Ending.abort(request);
          return;
        }
        response.reset();
        head(response, id);
        say(e, request, response);
      }
    }
  }

  private static void head(HttpServletResponse response, String id) {
    response.setHeader("X-Trans-Id", id);
    response.setHeader("X-Openstack-Request-Id", id);
    response.setHeader("X-Content-Type-Options", "nosniff");
  }

  private static void route(SwiftCall call) throws IOException {
    if (call.path().container().isEmpty()) {
      AccountRoutes.serve(call);
    } else if (call.path().object().isEmpty()) {
      ContainerRoutes.serve(call);
    } else {
      ObjectRoutes.serve(call);
    }
  }

  private Caller caller(HttpServletRequest request) {
    List<String> tokens = Collections.list(request.getHeaders("X-Auth-Token"));
    if (tokens.size() != 1) {
      throw new Refused(
          new Unauthenticated(
              "Send a token in X-Auth-Token: POST /v3/auth/tokens at the front door gives one."));
    }
    Caller caller =
        signIn.authenticate(
            new Presented.UserToken(new Secret(tokens.getFirst().strip())),
            request.getRemoteAddr());
    Credential credential = caller.credentialOrNull();
    if (credential != null) {
      uses.used(credential.id(), clock.instant());
    }
    return caller;
  }

  private static ProjectId project(Caller caller, SwiftPath path) {
    Credential credential = caller.credentialOrNull();
    ProjectId own = credential == null ? null : credential.project();
    if (own == null || !path.account().equals(ACCOUNT + own.value())) {
      throw new Refused(
          new Forbidden(
              "", "This token is good for one account alone: /v1/AUTH_ and its project's id."));
    }
    return own;
  }

  /** Whoever asked is not there any more. */
  private static boolean isGone(Exception e) {
    return e.getClass().getName().contains(".EofException");
  }

  private static void say(Exception e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (reason(e)) {
      case Refused refused -> say(request, response, Refusals.of(refused.refusal()));
      case SwiftFault fault -> say(request, response, fault.status(), fault.sentence(), null);
      case EOFException short_ ->
          say(request, response, 400, "The body is not of the length that was announced.", null);
      case IOException failure when isFull(failure) ->
          say(request, response, 507, "The disk of this installation is full.", null);
      default -> {
        LOG.warn("a request of Swift failed", e);
        say(request, response, 500, "The request failed here. Try again.", null);
      }
    }
  }

  /** What stores throw may be wrapped on its way. */
  private static Throwable reason(Exception e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof Refused || each instanceof SwiftFault) {
        return each;
      }
    }
    return e;
  }

  private static boolean isFull(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left") || message.contains("quota");
  }

  private static void say(HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    if (problem.status() == 401) {
      response.setHeader("WWW-Authenticate", "Keystone");
    }
    say(request, response, problem.status(), problem.message(), problem.retryAfter());
  }

  private static void say(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String sentence,
      @Nullable Duration later)
      throws IOException {
    response.setStatus(status);
    if (later != null) {
      response.setHeader("Retry-After", Long.toString(Math.max(1, later.toSeconds())));
    }
    if (status == 304) {
      return;
    }
    byte[] body = SwiftCall.bytes(sentence + "\n");
    response.setContentType("text/plain;charset=utf-8");
    response.setContentLengthLong(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }
}
