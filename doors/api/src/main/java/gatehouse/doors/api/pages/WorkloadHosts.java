package gatehouse.doors.api.pages;

import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.WorkloadDirectory;
import gatehouse.core.workload.WorkloadDirectory.Reachable;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.doors.web.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where workloads are served, and the way in. Only such hosts are ever redirected to. */
public final class WorkloadHosts {
  private static final Pattern NAMED =
      Pattern.compile("(notebook|job|app)/([0-9a-f-]{36})((?:-[0-9]{1,5})?)");
  private static final int LONGEST_PATH = 4096;

  private final WorkloadDirectory directory;
  private final String domain;

  /**
   * @param domain what the hosts of workloads end with, as {@code localhost}
   */
  public WorkloadHosts(WorkloadDirectory directory, String domain) {
    this.directory = directory;
    this.domain = domain;
  }

  /** A workload and the host it was asked for by. */
  record Place(Reachable workload, String host) {}

  /** The place of {@code notebook/<id>[-port]}. */
  Place place(String named) {
    Matcher matcher = NAMED.matcher(named);
    if (!matcher.matches()) {
      throw new Refused(new NotFound("workload", named));
    }
    String word = matcher.group(1);
    WorkloadKind kind =
        Arrays.stream(WorkloadKind.values())
            .filter(each -> each.word().equals(word))
            .findFirst()
            .orElseThrow();
    Reachable found =
        directory
            .find(kind, WorkloadId.of(matcher.group(2)))
            .orElseThrow(() -> new Refused(new NotFound(word, matcher.group(2))));
    return new Place(found, matcher.group(2) + matcher.group(3) + "." + word + "." + domain);
  }

  /** The address that takes a one-time code; scheme and port are those of the call. */
  String entrance(Call call, Place place, Secret code, String to) {
    return call.scheme()
        + "://"
        + place.host()
        + port(call)
        + "/.gatehouse/enter?code="
        + encoded(code.value())
        + "&to="
        + encoded(safePath(to));
  }

  /** The address of a workload. */
  String address(Call call, WorkloadKind kind, WorkloadId id) {
    return call.scheme() + "://" + id + "." + kind.word() + "." + domain + port(call) + "/";
  }

  /** The hosts that a form's answer may lead on to, in the words of a content policy. */
  String formTargets(Call call) {
    var targets = new StringBuilder("'self'");
    for (WorkloadKind kind : WorkloadKind.values()) {
      targets
          .append(' ')
          .append(call.scheme())
          .append("://*.")
          .append(kind.word())
          .append('.')
          .append(domain)
          .append(port(call));
    }
    return targets.toString();
  }

  private static String port(Call call) {
    String host = call.host();
    int colon = host.lastIndexOf(':');
    return colon < 0 || host.endsWith("]") ? "" : host.substring(colon);
  }

  /** A path on that host, or its root; never another host, whatever a browser makes of it. */
  static String safePath(String path) {
    boolean fits =
        path.startsWith("/")
            && !path.startsWith("//")
            && path.length() <= LONGEST_PATH
            && path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
    return fits ? path : "/";
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
