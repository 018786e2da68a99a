package gatehouse.engines.volumes;

import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.S3Action;

/** What everybody may read takes no right of anybody's, and takes nothing back. */
record OpenToAll(SyncRun run) implements Checks {
  @Override
  public void require(S3Action action, String key) {
    run.requireGoingOn();
    if (action != S3Action.LIST_BUCKET && action != S3Action.GET_OBJECT) {
      throw new Refused(new Forbidden("", "nothing is written to what everybody may read"));
    }
  }

  @Override
  public void done(S3Action action, String key) {}

  @Override
  public boolean isCut() {
    return false;
  }
}
