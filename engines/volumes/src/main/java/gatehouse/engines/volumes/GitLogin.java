package gatehouse.engines.volumes;

import gatehouse.core.identity.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How git signs in. A secret is handed into the sandbox through a pipe and lies there in memory: it
 * is on no command line, in no environment and in no file of this machine.
 */
sealed interface GitLogin {

  /** With nothing: what everybody may read. */
  record Nobody() implements GitLogin {}

  /** By a name and password. */
  record Password(String name, Secret password) implements GitLogin {}

  /** By a private key, at a host of a known key. */
  record Key(Secret key, String hostKey) implements GitLogin {}

  /** What is handed in; empty where nothing is. */
  default String handedIn() {
    return switch (this) {
      case Nobody _ -> "";
      case Password(String name, Secret password) ->
          "username=" + name + "\npassword=" + password.value() + "\n";
      case Key(Secret key, String _) -> key.value().strip() + "\n";
    };
  }

  /**
   * The files that are to be seen beside it, by their path in the sandbox; none holds a secret.
   *
   * @param uid the user id that git runs as
   */
  default Map<String, String> files(int uid) {
    return this instanceof Key(Secret _, String hostKey)
        ? Map.of(
            GitSandbox.KNOWN_HOSTS,
            "host " + hostKey + "\n",
            "/etc/passwd",
            "git:x:" + uid + ":" + uid + "::/nonexistent:/bin/sh\n")
        : Map.of();
  }

  /** What is added to git's own options. */
  default List<String> options() {
    return this instanceof Password
        ? List.of("-c", "credential.helper=!f() { cat " + GitSandbox.LOGIN + "; }; f")
        : List.of();
  }

  /** What is added to git's environment, for a host whose address was looked up. */
  default Map<String, String> environment(InetAddress address) {
    var environment = new LinkedHashMap<String, String>();
    environment.put("GIT_ALLOW_PROTOCOL", this instanceof Key ? "ssh" : "http:https");
    if (this instanceof Key) {
      environment.put(
          "GIT_SSH_COMMAND",
          "ssh -F none -i "
              + GitSandbox.LOGIN
              + " -o IdentitiesOnly=yes -o BatchMode=yes -o ConnectTimeout=30 -o HostName="
              + address.getHostAddress()
              + " -o HostKeyAlias=host -o StrictHostKeyChecking=yes -o UserKnownHostsFile="
              + GitSandbox.KNOWN_HOSTS
              + " -o GlobalKnownHostsFile=/dev/null");
    }
    return environment;
  }

  /** The port that a URL means. */
  static int port(URI url) {
    return url.getPort() > 0
        ? url.getPort()
        : switch (url.getScheme()) {
          case "https" -> 443;
          case "ssh" -> 22;
          default -> 80;
        };
  }
}
