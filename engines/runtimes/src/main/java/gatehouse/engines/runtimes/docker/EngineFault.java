package gatehouse.engines.runtimes.docker;

import java.io.IOException;

/** What the engine answered instead of doing it. */
final class EngineFault extends IOException {
  private final int status;

  /**
   * @param status of HTTP; 0 where there was no answer
   */
  EngineFault(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  /** What we asked about is not there. */
  boolean isMissing() {
    return status == 404;
  }

  /** It is there, or done, already. */
  boolean isConflict() {
    return status == 409;
  }

  /** Nobody answered at the socket. */
  boolean isSilence() {
    return status == 0;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
