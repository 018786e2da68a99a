package gatehouse.core.identity;

/**
 * The kinds of generated secret; each begins with its own prefix, so that a leaked one is
 * recognised.
 */
public enum SecretKind {
  /** An application token. */
  TOKEN("ght_"),
  /** A session at the panel. */
  PANEL_SESSION("ghp_"),
  /** A session of the command line. */
  CLI_SESSION("ghc_"),
  /** A session at one workload. */
  WORKLOAD_SESSION("ghw_"),
  /** A code that is taken once: set-up link, way into a workload, validation link. */
  ONE_TIME_CODE("gho_"),
  /** A bearer token got by the model's token call. */
  USER_TOKEN("ghu_"),
  /** A bearer that a service account drew. */
  SERVICE_TOKEN("gha_");

  private final String prefix;

  SecretKind(String prefix) {
    this.prefix = prefix;
  }

  /** The prefix, four characters. */
  public String prefix() {
    return prefix;
  }
}
