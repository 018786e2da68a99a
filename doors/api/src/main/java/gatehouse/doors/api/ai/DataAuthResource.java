package gatehouse.doors.api.ai;

import gatehouse.core.access.Permission;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.volume.DataStores;
import gatehouse.core.volume.VolumeSource;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard.Needs;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.ai.DataAuth;
import java.util.Optional;

/**
 * {@code /v1/data/auth/{alias}}: what opens a data store. For this installation's own buckets it
 * tells where they are and no key, for those are each user's own.
 */
public final class DataAuthResource implements Resource {
  private static final String REGION = "local";

  private final DataStores stores;
  private final Optional<String> ownEndpoint;

  /**
   * @param ownEndpoint where this installation's S3 endpoint is, if it has one
   */
  public DataAuthResource(DataStores stores, Optional<String> ownEndpoint) {
    this.stores = stores;
    this.ownEndpoint = ownEndpoint;
  }

  @Override
  public void mount(Routes routes) {
    routes.add("GET", "/v1/data/auth/{alias}", new Needs(Permission.OBJECT_WRITE), this::auth);
  }

  private Reply auth(Call call) {
    String alias = call.path("alias", text -> text);
    if (alias.equalsIgnoreCase(VolumeSource.Bucket.OWN_STORE)) {
      String at =
          ownEndpoint.orElseThrow(
              () -> new Refused(new NotFound("S3 endpoint", "here: it is off")));
      return Reply.json(new DataAuth(null, null, REGION, at, null));
    }
    var store = stores.get(Models.actor(call), call.project(), alias);
    if (store.kind().isGit()) {
      // Nothing but the clones of this installation needs what opens it.
      return Reply.json(new DataAuth(null, null, null, null, store.endpoint().toString()));
    }
    DataStores.Opened opened = stores.auth(Models.actor(call), call.project(), alias);
    return Reply.json(
        new DataAuth(
            opened.store().accessKey(),
            opened.secret().value(),
            opened.store().region(),
            opened.store().endpoint().toString(),
            null));
  }
}
