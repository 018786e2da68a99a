package gatehouse.server;

import java.util.Locale;

/** A setting: a flag of {@code up}, a key of the configuration file and an environment variable. */
enum Setting {
  DATA("DIR", "where everything is kept (default: $XDG_DATA_HOME/gatehouse)"),
  PORT("N", "the port of the front door (default: 8080)"),
  BIND("ADDRESS", "the address it listens on (default: 127.0.0.1)"),
  DOMAIN("NAME", "the panel's host; workloads are at ID.notebook.NAME (default: localhost)"),
  PUBLIC_URL(
      "URL", "the address people type, where a proxy stands in front (default: made of the above)"),
  DATABASE_URL(
      "URL", "a PostgreSQL of your own: postgresql://user:password@host/name (default: embedded)"),
  KEYS(
      "DIR",
      "where the installation's keys are; the same for all nodes (default: the data folder)"),
  NODE_BIND(
      "ADDRESS",
      "with a database of your own: where other nodes reach this one (default: 127.0.0.1)"),
  NODE_PORT("N", "the port there (default: any that is free)"),
  ADMIN_PASSWORD_FILE(
      "FILE", "first start: the admin's password (default: generated and printed once)"),
  TLS_CERTIFICATE("FILE", "certificate chain, PEM; read again when it changes"),
  TLS_KEY("FILE", "private key, PEM"),
  S3_PORT("N", "the port of the S3 endpoint; off for none (default: 9000)"),
  S3_BIND("ADDRESS", "the address the S3 endpoint listens on (default: as bind)"),
  SSH_PORT("N", "the port of SSH to workloads; off for none (default: 2222, where that is free)"),
  OBJECT_STORE_URL(
      "URL", "an S3 store of your own that keeps all objects (default: a folder below data)"),
  OBJECT_STORE_REGION("NAME", "its region (default: us-east-1)"),
  OBJECT_STORE_ACCESS_KEY("KEY", "its access key"),
  OBJECT_STORE_SECRET_KEY_FILE("FILE", "the secret of that key, alone in a file"),
  OBJECT_STORE_SECRET_KEY(
      "SECRET", "the secret itself: by variable or configuration file alone, for all see flags"),
  LOCAL_DATA_STORES(
      "", "allow data stores of projects to be on this machine itself (loopback addresses)"),
  LOCAL_REGISTRIES(
      "", "allow images of registries on this machine itself (loopback addresses, plain HTTP)"),
  WORKSPACE_LIMIT(
      "GIB", "what one workload may keep in its workspace; off for no limit (default: 20)"),
  METRICS_PORT("PORT", "figures for Prometheus at /metrics, for this machine alone (default: off)"),
  NOTEBOOK_IDLE(
      "TIME",
      "stop notebooks whose kernels computed nothing for so long, as 2h (default: off; a notebook"
          + " says it for itself by the label idle-stop)"),
  NOTEBOOK_LIMIT(
      "TIME",
      "stop notebooks that have run for so long at a stretch, as 7d, or restart them where"
          + " timeoutAutoRestart is set (default: off)"),
  RUNTIME(
      "NAME",
      "what runs workloads: local (sandboxes, no daemon), docker or podman (default: local)"),
  DOCKER_SOCKET(
      "PATH", "the engine's socket (default: /var/run/docker.sock, or /run/podman/podman.sock)"),
  INSECURE_LOCAL(
      "", "where no sandbox can be made: run workloads as plain processes of the server's user"),
  INSECURE_HTTP("", "allow plain HTTP on an address that others can reach"),
  TRUSTED_PROXIES(
      "ADDRESSES", "proxies whose X-Forwarded-* are believed, joined by commas (default: none)"),
  CONFIG("FILE", "read settings from here: one key = value a line");

  private final String argument;
  private final String meaning;

  Setting(String argument, String meaning) {
    this.argument = argument;
    this.meaning = meaning;
  }

  /** The key in the file; with {@code --} in front, the flag. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The environment variable. */
  String variable() {
    return "GATEHOUSE_" + name();
  }

  /** Whether it is a switch, given without a value. */
  boolean isSwitch() {
    return argument.isEmpty();
  }

  /** Whether it may not be a flag, which everybody on the machine can read. */
  boolean isSecret() {
    return this == OBJECT_STORE_SECRET_KEY;
  }

  /** Its line in the help. */
  String help() {
    String flag = "--" + key() + (argument.isEmpty() ? "" : " " + argument);
    return String.format(Locale.ROOT, "  %-32s %s", flag, meaning);
  }
}
