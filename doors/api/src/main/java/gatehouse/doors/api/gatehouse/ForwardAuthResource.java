package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Access;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Resource;
import gatehouse.core.access.SignIn;
import gatehouse.core.access.Standing;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.WorkloadDirectory;
import gatehouse.core.workload.WorkloadDirectory.Reachable;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Routes;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers for an ingress that somebody has already (nginx {@code auth_request}, Traefik
 * ForwardAuth, Envoy): may this caller reach that host? A workload's host is decided about as the
 * gateway does, by the session that a browser has there as well; any other needs {@code
 * ?permission=NAME}, decided in the caller's project. Where no host is named, or one that cannot be
 * read, nobody is let in.
 */
public final class ForwardAuthResource implements gatehouse.doors.web.Resource {
  private static final Pattern WORKLOAD_HOST =
      Pattern.compile("([0-9a-f-]{36})(?:-[0-9]{1,5})?\\.(notebook|job|app)\\..+");

  /** What follows the host is somebody else's to read: it may hold anything. */
  private static final Pattern URL =
      Pattern.compile("https?://([^/?#]*)(?:[/?#].*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern HOST =
      Pattern.compile("([a-z0-9_.-]{1,255}|\\[[0-9a-f:.]{2,45}])(?::[0-9]{1,5})?");

  private final WorkloadDirectory directory;
  private final WorkloadCookies cookies;
  private final InstantSource clock;

  public ForwardAuthResource(WorkloadDirectory directory, SignIn signIn, InstantSource clock) {
    this.directory = directory;
    this.cookies = new WorkloadCookies(signIn);
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    routes.add("GET", "/v1/gatehouse/forward-auth", new Guard.Open(), this::decide);
  }

  private Reply decide(Call call) {
    String host = askedHost(call);
    Caller caller =
        (isWorkload(host) ? cookies.caller(call, host) : Optional.<Caller>empty())
            .orElseGet(call::callerIfAny);
    if (isWorkload(host)) {
      Reachable found =
          workload(host).orElseThrow(() -> new Refused(new NotFound("workload", "under " + host)));
      Access.require(caller, found.open(), found.resource(), clock.instant());
    } else {
      if (host.isEmpty()) {
        throw unnamed(host);
      }
      Permission permission =
          call.query("permission")
              .flatMap(ForwardAuthResource::named)
              .orElseThrow(() -> unnamed(host));
      Access.requireSignedIn(caller, clock.instant());
      Access.require(caller, permission, Resource.of(call.project()), clock.instant());
    }
    return identified(Reply.json(java.util.Map.of()), caller);
  }

  private Reply identified(Reply reply, Caller caller) {
    Standing standing = caller.standingOrNull();
    if (standing == null) {
      return reply;
    }
    return reply
        .header("X-Gatehouse-User", standing.name().value())
        .header("X-Gatehouse-Roles", String.join(",", caller.roleNamesAt(clock.instant())));
  }

  /**
   * The host the browser asked for, in the words of nginx or of the others. An ingress sets one of
   * the two and may pass the other on from outside, so where both name a workload they have to name
   * the same.
   */
  private static String askedHost(Call call) {
    String forwarded = hostOf("X-Forwarded-Host", call.header("X-Forwarded-Host").orElse(""));
    String original = originalHost(call.header("X-Original-URL").orElse(""));
    boolean both = isWorkload(forwarded) && !original.isEmpty();
    if (both && !original.equals(forwarded)) {
      throw new Refused(
          new Invalid(
              "X-Original-URL",
              "the same host as X-Forwarded-Host; let the ingress set one and remove the other"));
    }
    return isWorkload(forwarded) || original.isEmpty() ? forwarded : original;
  }

  private static boolean isWorkload(String host) {
    return WORKLOAD_HOST.matcher(host).matches();
  }

  private static String originalHost(String url) {
    if (url.isEmpty()) {
      return "";
    }
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches() || matcher.group(1).isEmpty()) {
      throw unreadable("X-Original-URL");
    }
    return hostOf("X-Original-URL", matcher.group(1));
  }

  private static String hostOf(String header, String named) {
    if (named.isEmpty()) {
      return "";
    }
    Matcher matcher = HOST.matcher(named.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw unreadable(header);
    }
    return matcher.group(1);
  }

  private static Refused unreadable(String header) {
    return new Refused(
        new Invalid(
            header,
            header.equals("X-Forwarded-Host")
                ? "one host, as notebooks.example.org"
                : "a URL with one host, as https://notebooks.example.org/lab"));
  }

  private Optional<Reachable> workload(String host) {
    Matcher matcher = WORKLOAD_HOST.matcher(host);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    WorkloadKind kind =
        Arrays.stream(WorkloadKind.values())
            .filter(each -> each.word().equals(matcher.group(2)))
            .findFirst()
            .orElseThrow();
    try {
      return directory.find(kind, WorkloadId.of(matcher.group(1)));
    } catch (Refused e) {
      return Optional.empty();
    }
  }

  private static Optional<Permission> named(String name) {
    return Arrays.stream(Permission.values())
        .filter(permission -> permission.wireName().equals(name))
        .findFirst();
  }

  private static Refused unnamed(String host) {
    return new Refused(
        new Forbidden(
            "",
            "No workload is served under "
                + (host.isEmpty() ? "a host that was not named" : host)
                + ". An ingress names the host in X-Original-URL or, where trusted-proxies lists"
                + " it, in X-Forwarded-Host; for anything but a workload it says what that takes"
                + " with ?permission=NAME, as in app_open."));
  }
}
