package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Permission;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectStore;
import gatehouse.core.volume.DataStores;
import gatehouse.core.volume.StoreDirectory;
import gatehouse.core.volume.StoreKind;
import gatehouse.core.volume.VolumeSource;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard.Needs;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.DataStoreBody;
import gatehouse.doors.wire.gatehouse.DataStoreWish;
import gatehouse.doors.wire.gatehouse.ReachBody;
import java.util.ArrayList;
import java.util.Optional;

/** The data stores of a project: this installation's own, and those it brought along. */
public final class DataStoresResource implements Resource {
  private static final String ALL = "/v1/gatehouse/project/{project}/data-store";
  private static final String ONE = ALL + "/{alias}";

  private final DataStores stores;
  private final StoreDirectory directory;
  private final Optional<String> ownEndpoint;

  /**
   * @param directory opens a store by its alias
   * @param ownEndpoint where this installation's S3 endpoint is, if it has one
   */
  public DataStoresResource(
      DataStores stores, StoreDirectory directory, Optional<String> ownEndpoint) {
    this.stores = stores;
    this.directory = directory;
    this.ownEndpoint = ownEndpoint;
  }

  @Override
  public void mount(Routes routes) {
    var write = new Needs(Permission.OBJECT_WRITE);
    routes.add("GET", ALL, new Needs(Permission.OBJECT_READ), this::list);
    routes.add("POST", ALL, write, this::add);
    routes.add("PUT", ONE, write, this::update);
    routes.add("DELETE", ONE, write, this::delete);
    routes.add("POST", ONE + "/test", write, this::test);
  }

  private Reply list(Call call) {
    var all = new ArrayList<DataStoreBody>();
    all.add(
        new DataStoreBody(
            VolumeSource.Bucket.OWN_STORE,
            "s3",
            "gatehouse",
            ownEndpoint.orElse(null),
            "local",
            null,
            null,
            null,
            null,
            null,
            null));
    stores.list(call.actor(), call.project()).forEach(one -> all.add(DataStoreShapes.body(one)));
    return Reply.json(all);
  }

  private Reply add(Call call) {
    DataStoreWish wish = call.strictBody(DataStoreWish.class);
    StoreKind kind = DataStoreShapes.kind(wish);
    return Reply.json(
        DataStoreShapes.body(
            stores.add(
                call.actor(),
                call.project(),
                Shapes.required(wish.alias(), "alias"),
                kind,
                DataStoreShapes.words(wish, kind))));
  }

  private Reply update(Call call) {
    DataStoreWish wish = call.strictBody(DataStoreWish.class);
    String alias = call.path("alias", text -> text);
    StoreKind kind = stores.get(call.actor(), call.project(), alias).kind();
    return Reply.json(
        DataStoreShapes.body(
            stores.update(call.actor(), call.project(), alias, DataStoreShapes.words(wish, kind))));
  }

  private Reply delete(Call call) {
    stores.delete(call.actor(), call.project(), call.path("alias", text -> text));
    return Reply.noContent();
  }

  /** Asks a store for its buckets with the key that is kept for it, and says what came of it. */
  private Reply test(Call call) {
    ObjectStore store = directory.named(call.project(), call.path("alias", text -> text));
    try (AutoCloseable _ = store instanceof AutoCloseable closes ? closes : () -> {}) {
      int buckets = store.buckets().size();
      return Reply.json(new ReachBody(true, buckets, "It answers, and the key is accepted."));
    } catch (Refused refused) {
      throw refused;
    } catch (Exception e) {
      String said = Optional.ofNullable(e.getMessage()).orElse("It does not answer.");
      return Reply.json(new ReachBody(false, 0, said));
    }
  }
}
