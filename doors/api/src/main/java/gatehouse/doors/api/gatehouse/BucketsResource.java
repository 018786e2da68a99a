package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Actions;
import gatehouse.core.access.Permission;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectStore.Bucket;
import gatehouse.core.storage.ObjectStores;
import gatehouse.core.storage.S3Action;
import gatehouse.core.storage.StorageRequest;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.BucketBody;
import gatehouse.doors.wire.gatehouse.BucketWish;
import gatehouse.doors.wire.gatehouse.BucketsBody;
import java.io.IOException;
import java.time.InstantSource;

/** The buckets of a project, for those who come with a session rather than an S3 key. */
public final class BucketsResource implements Resource {
  static final String ALL = "/v1/gatehouse/project/{project}/bucket";

  private final ObjectStores stores;
  private final Passages passages;
  private final InstantSource clock;

  public BucketsResource(ObjectStores stores, Passages passages, InstantSource clock) {
    this.stores = stores;
    this.passages = passages;
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    var write = new Guard.Needs(Permission.OBJECT_WRITE);
    routes.add("GET", ALL, new Guard.Needs(Permission.OBJECT_READ), this::list);
    routes.add("POST", ALL, write, this::create);
    routes.add("DELETE", ALL + "/{bucket}", write, this::delete);
  }

  private Reply list(Call call) throws IOException {
    var request = new StorageRequest(S3Action.LIST_ALL_MY_BUCKETS, "", "", call.address());
    try (var _ = passages.open(call, request)) {
      return Reply.json(
          new BucketsBody(
              stores.of(call.project()).buckets().stream().map(each -> body(call, each)).toList(),
              ActionBodies.of(write(call, "bucket.create").all())));
    }
  }

  private Reply create(Call call) throws IOException {
    var name = new BucketName(Shapes.required(call.strictBody(BucketWish.class).name(), "name"));
    try (var _ = passages.open(call, on(call, S3Action.CREATE_BUCKET, name))) {
      var store = stores.of(call.project());
      if (!store.createBucket(name)) {
        throw new Refused(new Conflict("There is a bucket " + name + " already."));
      }
      return store.buckets().stream()
          .filter(bucket -> bucket.name().equals(name))
          .findFirst()
          .map(bucket -> Reply.json(body(call, bucket)))
          .orElseThrow(() -> new Refused(new NotFound("bucket", name.value())));
    }
  }

  private Reply delete(Call call) throws IOException {
    BucketName name = call.path("bucket", BucketName::new);
    try (var _ = passages.open(call, on(call, S3Action.DELETE_BUCKET, name))) {
      if (!stores.of(call.project()).deleteBucket(name)) {
        throw new Refused(new NotFound("bucket", name.value()));
      }
      return Reply.noContent();
    }
  }

  private static StorageRequest on(Call call, S3Action action, BucketName bucket) {
    return new StorageRequest(action, bucket.value(), "", call.address());
  }

  private BucketBody body(Call call, Bucket bucket) {
    return new BucketBody(
        bucket.name().value(),
        bucket.createdAt(),
        ActionBodies.of(write(call, "bucket.delete").all()));
  }

  private Actions write(Call call, String action) {
    return new Actions(call.caller(), clock.instant())
        .add(action, Permission.OBJECT_WRITE, gatehouse.core.access.Resource.of(call.project()));
  }
}
