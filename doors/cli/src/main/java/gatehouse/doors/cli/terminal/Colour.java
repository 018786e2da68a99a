package gatehouse.doors.cli.terminal;

/** The few colours in use. */
public enum Colour {
  BOLD("1"),
  FAINT("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }

  /** The colour of a state: green for what runs or went well, red for what failed. */
  public static Colour ofState(String state) {
    return switch (state) {
      case "RUNNING", "DONE", "ok" -> GREEN;
      case "FAILED", "ERROR", "SYNC_FAILED", "TIMEOUT" -> RED;
      case "STOPPED", "INTERRUPTED", "disabled", "deleted" -> FAINT;
      default -> YELLOW;
    };
  }
}
