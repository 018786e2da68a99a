package gatehouse.engines.runtimes.backups;

import java.io.IOException;

/** A backup is not as it was written. */
public final class DamagedBackup extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedBackup(String what) {
    super(what);
  }
}
