package gatehouse.doors.web;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Caller.Nobody;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.Actor;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refusal.Unsupported;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.wire.Json;
import gatehouse.doors.wire.JsonFault;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request, as handlers see it. Belongs to one thread. */
public final class Call {
  /** The project of a call in whose path there is none, for accounts. */
  public static final String PROJECT_HEADER = "X-Gatehouse-Project";

  /** The caller's own address: past the proxies that the gateway trusts. */
  private static final String ADDRESS_HEADER = "X-Gatehouse-Address";

  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

  private final HttpServletRequest request;
  private final Map<String, String> path;
  private final String id;
  private final boolean socket;
  private final Doorkeeper doorkeeper;
  private final Limits limits;
  private @Nullable Caller caller;
  private @Nullable ProjectId project;
  private byte @Nullable [] body;
  private @Nullable Fields query;
  private @Nullable Fields form;

  Call(
      HttpServletRequest request,
      Map<String, String> path,
      String id,
      boolean socket,
      Doorkeeper doorkeeper,
      Limits limits) {
    this.request = request;
    this.path = Map.copyOf(path);
    this.id = id;
    this.socket = socket;
    this.doorkeeper = doorkeeper;
    this.limits = limits;
  }

  /** The id under which this request is logged; sent along as {@code X-OVH-QUERYID}. */
  public String id() {
    return id;
  }

  /** GET, POST, … */
  public String method() {
    return request.getMethod();
  }

  /**
   * Who calls; nobody where nothing is presented.
   *
   * @throws Refused where what is presented is not accepted
   */
  public Caller caller() {
    Caller known = caller;
    if (known == null) {
      known = doorkeeper.identify(this);
      caller = known;
    }
    return known;
  }

  /** Who calls; nobody as well where what is presented is not accepted (any more). */
  public Caller callerIfAny() {
    try {
      return caller();
    } catch (Refused e) {
      if (e.refusal() instanceof Unauthenticated) {
        return new Nobody();
      }
      throw e;
    }
  }

  void is(Caller known) {
    caller = known;
  }

  /** Who acts, and from where, as use cases want it. */
  public Actor actor() {
    return new Actor(caller(), address());
  }

  /**
   * The project the call is about: the one in its path ({@code project} or {@code serviceName}), or
   * else in the header {@value #PROJECT_HEADER}, or else the caller's own, which for an account is
   * the oldest.
   *
   * @throws Refused with {@link NotFound} for a project that is not there or not the caller's
   */
  public ProjectId project() {
    ProjectId known = project;
    if (known == null) {
      String named =
          path.getOrDefault(
              "project", path.getOrDefault("serviceName", header(PROJECT_HEADER).orElse("-")));
      known = named.equals("-") ? ownProject() : namedProject(named);
      project = known;
    }
    return known;
  }

  /**
   * The project of a name that stands elsewhere than in the path; {@code -} for the caller's own.
   *
   * @throws Refused with {@link NotFound} for a project that is not there or not the caller's
   */
  public ProjectId project(String named) {
    return named.equals("-") ? ownProject() : namedProject(named);
  }

  private ProjectId ownProject() {
    Credential credential = caller().credentialOrNull();
    if (credential != null && credential.project() != null) {
      return credential.project();
    }
    Standing standing = caller().standingOrNull();
    if (standing != null && standing.project() != null) {
      return standing.project();
    }
    return doorkeeper
        .projects()
        .oldest()
        .orElseThrow(() -> new Refused(new NotFound("project", "")));
  }

  private ProjectId namedProject(String named) {
    ProjectId id;
    try {
      id = new ProjectId(named);
    } catch (Refused e) {
      throw new Refused(new NotFound("project", named));
    }
    Standing standing = caller().standingOrNull();
    boolean theirs =
        (standing == null || standing.isAccount())
            ? doorkeeper.projects().exists(id)
            : id.equals(standing.project());
    if (!theirs) {
      throw new Refused(new NotFound("project", named));
    }
    return id;
  }

  /** A parameter of the path, read by what makes the value. */
  public <T> T path(String name, Function<String, T> reader) {
    String text = path.get(name);
    if (text == null) {
      throw new IllegalArgumentException("the route has no parameter " + name);
    }
    return reader.apply(text);
  }

  /** A parameter of the query string. */
  public Optional<String> query(String name) {
    return queries().first(name);
  }

  /** All values of a parameter of the query string. */
  public List<String> queryAll(String name) {
    return queries().all(name);
  }

  /** A whole number of the query string, from {@code least} to {@code most}. */
  public int queryInt(String name, int otherwise, int least, int most) {
    Optional<String> text = query(name);
    if (text.isEmpty() || text.get().isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one refusal below.
    }
    throw new Refused(new Invalid(name, "a whole number from " + least + " to " + most));
  }

  private Fields queries() {
    Fields known = query;
    if (known == null) {
      known = Fields.parse(request.getQueryString(), "query");
      query = known;
    }
    return known;
  }

  /** The body as a record; unknown members are left out, and no body counts as an empty object. */
  public <T> T body(Class<T> type) {
    return readable(text -> Json.read(text, type), true);
  }

  /** The body as a record; unknown members, and no body at all, are refused. */
  public <T> T strictBody(Class<T> type) {
    return readable(text -> Json.readStrictly(text, type), false);
  }

  private <T> T readable(Function<String, T> reader, boolean mayBeEmpty) {
    String text = Limits.utf8(rawBody(), "body");
    if (text.isBlank() && !mayBeEmpty) {
      throw new Refused(new Invalid("body", "a JSON object; this request has no body"));
    }
    try {
      return reader.apply(text.isBlank() ? "{}" : text);
    } catch (JsonFault e) {
      throw new Refused(new Invalid(e.where(), e.rule()));
    }
  }

  /**
   * The body's bytes.
   *
   * @throws Refused where it is compressed, or larger than is taken here
   */
  public byte[] rawBody() {
    byte[] known = body;
    if (known == null) {
      header("Content-Encoding")
          .filter(encoding -> !encoding.isBlank() && !encoding.strip().equals("identity"))
          .ifPresent(
              encoding -> {
                throw new Refused(
                    new Unsupported(
                        "Compressed bodies are not read here: send it without Content-Encoding."));
              });
      try {
        known = limits.read(request.getInputStream(), request.getContentLengthLong());
      } catch (IOException e) {
        throw BodyStream.broken();
      }
      body = known;
    }
    return known;
  }

  /**
   * The body as it comes, however long it is; to be read once, instead of {@link #rawBody}. Reading
   * throws {@link Refused} where the request ends in its middle.
   */
  public InputStream bodyStream() {
    if (body != null) {
      return new ByteArrayInputStream(body);
    }
    try {
      return new BodyStream(request.getInputStream());
    } catch (IOException e) {
      throw BodyStream.broken();
    }
  }

  /** How many bytes of body were announced; -1 where that was not said. */
  public long bodyLength() {
    return request.getContentLengthLong();
  }

  /**
   * What closes the connection under this call, at once and from any thread. To be asked for while
   * the call is answered; it may run later.
   */
  public Runnable ending() {
    return Exchange.ending(request);
  }

  /** The body as the fields of a form. */
  public Fields form() {
    Fields known = form;
    if (known == null) {
      known = Fields.parse(Limits.utf8(rawBody(), "body"), "body");
      form = known;
    }
    return known;
  }

  /** Whether the body says that it is a form. */
  public boolean isForm() {
    String type = request.getContentType();
    return type != null && type.startsWith("application/x-www-form-urlencoded");
  }

  /** A header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  /** All values of a header. */
  public List<String> headers(String name) {
    return Collections.list(request.getHeaders(name));
  }

  /** Where the request is from: the gateway says, being the only one who can reach this server. */
  public String address() {
    String caller = request.getHeader(ADDRESS_HEADER);
    if (caller != null && !caller.isBlank()) {
      return caller.strip();
    }
    String forwarded = request.getHeader("X-Forwarded-For");
    if (forwarded == null || forwarded.isBlank()) {
      String remote = request.getRemoteAddr();
      return remote == null ? "" : remote;
    }
    return forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
  }

  /** The program that sent it, as people name it. */
  public String agent() {
    String agent = Agents.inWords(header("User-Agent").orElse(""));
    return agent.length() <= 200 ? agent : agent.substring(0, 200);
  }

  /** Host and port as the client sees them. */
  public String host() {
    String host = header("X-Forwarded-Host").or(() -> header("Host")).orElse("localhost");
    if (!HOST.matcher(host).matches()) {
      throw new Refused(new Invalid("Host", "a host name, with or without a port"));
    }
    return host;
  }

  /** {@code http} or {@code https}, as the client sees it. */
  public String scheme() {
    return header("X-Forwarded-Proto").filter("https"::equals).orElse("http");
  }

  /** Whether the client is on TLS. */
  public boolean isSecure() {
    return scheme().equals("https");
  }

  /** Whether the caller wants a page rather than data. */
  public boolean wantsPage() {
    return header("Accept").filter(accept -> accept.contains("text/html")).isPresent();
  }

  /** The path as it was sent. */
  public String rawPath() {
    return request.getRequestURI();
  }

  /** Path and query string as they were sent. */
  String rawTarget() {
    String query = request.getQueryString();
    return query == null ? rawPath() : rawPath() + "?" + query;
  }

  /** The session of the panel that the request's cookie names, whether or not it holds. */
  public Optional<Secret> panelSession() {
    return PanelSession.in(Collections.list(request.getHeaders("Cookie")), isSecure());
  }

  /** Refuses a form that a page of another site sent. */
  public void requireSameOrigin() {
    Doorkeeper.requireSameOrigin(this);
  }

  /**
   * For what the model reads and what does something all the same: refuses what a browser may have
   * been made to send by a link of another page.
   */
  public void requireIntended() {
    Doorkeeper.requireIntended(this);
  }

  boolean isSocket() {
    return socket;
  }

  boolean changesNothing() {
    return !socket && (method().equals("GET") || method().equals("HEAD"));
  }
}
