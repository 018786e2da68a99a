package gatehouse.engines.runtimes.backups;

import java.io.IOException;

/** A folder holds more than is saved. */
public final class TooMuch extends IOException {
  private static final long serialVersionUID = 1L;

  TooMuch(String what) {
    super(what);
  }
}
