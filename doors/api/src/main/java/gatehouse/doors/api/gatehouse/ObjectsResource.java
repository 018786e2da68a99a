package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Actions;
import gatehouse.core.access.Permission;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.TooLarge;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectShelf;
import gatehouse.core.storage.ObjectShelf.Condition;
import gatehouse.core.storage.ObjectShelf.Reading;
import gatehouse.core.storage.S3Action;
import gatehouse.core.storage.StorageRequest;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Outflow;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.ObjectBody;
import gatehouse.doors.wire.gatehouse.ObjectsBody;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The objects of a bucket, for those who come with a session rather than an S3 key: a browser. What
 * is in them is only ever handed out as a file to be saved, never as something to be shown.
 */
public final class ObjectsResource implements Resource {
  private static final String ALL = BucketsResource.ALL + "/{bucket}/object";
  private static final String CONTENT = ALL + "/content";
  private static final int USUAL_PART = 200;
  private static final int LARGEST_PART = 1000;
  private static final long LARGEST = 5L << 30;
  private static final int CHUNK = 1 << 16;
  private static final String UNKNOWN_TYPE = "application/octet-stream";

  private final Function<ProjectId, ObjectShelf> shelves;
  private final Passages passages;
  private final InstantSource clock;

  public ObjectsResource(
      Function<ProjectId, ObjectShelf> shelves, Passages passages, InstantSource clock) {
    this.shelves = shelves;
    this.passages = passages;
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    var read = new Guard.Needs(Permission.OBJECT_READ);
    var write = new Guard.Needs(Permission.OBJECT_WRITE);
    routes.add("GET", ALL, read, this::list);
    routes.add("GET", CONTENT, read, this::read);
    routes.add("PUT", CONTENT, write, this::write);
    routes.add("DELETE", CONTENT, write, this::delete);
  }

  private Reply list(Call call) throws IOException {
    BucketName bucket = bucket(call);
    int limit = call.queryInt("limit", USUAL_PART, 1, LARGEST_PART);
    var request = new StorageRequest(S3Action.LIST_BUCKET, bucket.value(), "", call.address());
    try (var _ = passages.open(call, request)) {
      var page =
          shelves
              .apply(call.project())
              .page(
                  bucket,
                  call.query("prefix").orElse(""),
                  call.query("delimiter").orElse(""),
                  call.query("after").orElse(""),
                  limit);
      return Reply.json(
          new ObjectsBody(
              page.objects().stream().map(ObjectsResource::body).toList(),
              page.prefixes(),
              page.next(),
              ActionBodies.of(actions(call).all())));
    }
  }

  private Reply read(Call call) throws IOException {
    BucketName bucket = bucket(call);
    ObjectKey key = key(call);
    var passage = passages.open(call, on(call, S3Action.GET_OBJECT, bucket, key));
    try {
      Reading reading =
          shelves.apply(call.project()).read(bucket, key).orElseThrow(() -> noSuch(key));
      ObjectEntry entry = reading.details().entry();
      return Reply.stream(
              UNKNOWN_TYPE,
              out -> {
                try (passage;
                    reading;
                    InputStream bytes = reading.bytes(0, entry.size())) {
                  send(passage.guarded(bytes), out);
                }
              })
          .header("Content-Length", Long.toString(entry.size()))
          .header("ETag", "\"" + entry.etag() + "\"")
          .header("Content-Disposition", "attachment; filename*=UTF-8''" + fileName(key));
    } catch (IOException | RuntimeException e) {
      passage.close();
      throw e;
    }
  }

  private static void send(InputStream bytes, Outflow out) throws IOException {
    byte[] buffer = new byte[CHUNK];
    for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
      out.write(buffer, 0, count);
    }
  }

  private Reply write(Call call) throws IOException {
    BucketName bucket = bucket(call);
    ObjectKey key = key(call);
    long length = call.bodyLength();
    if (length > LARGEST) {
      throw new Refused(new TooLarge("the object", LARGEST));
    }
    boolean onlyNew = call.header("If-None-Match").filter("*"::equals).isPresent();
    Condition condition = onlyNew ? present -> requireNone(present, key) : Condition.NONE;
    try (var passage = passages.open(call, on(call, S3Action.PUT_OBJECT, bucket, key))) {
      ObjectShelf shelf = shelves.apply(call.project());
      condition.check(shelf.find(bucket, key)); // Before a long body is sent for nothing.
      ObjectEntry written =
          shelf
              .write(
                  bucket,
                  key,
                  passage.guarded(call.bodyStream()),
                  length,
                  Map.of("content-type", type(call)),
                  condition)
              .entry();
      return Reply.json(body(written));
    }
  }

  private static void requireNone(Optional<ObjectEntry> present, ObjectKey key) {
    if (present.isPresent()) {
      throw new Refused(new Conflict("There is an object " + key + " already."));
    }
  }

  private Reply delete(Call call) throws IOException {
    BucketName bucket = bucket(call);
    ObjectKey key = key(call);
    try (var _ = passages.open(call, on(call, S3Action.DELETE_OBJECT, bucket, key))) {
      if (!shelves.apply(call.project()).delete(bucket, key)) {
        throw noSuch(key);
      }
      return Reply.noContent();
    }
  }

  private Actions actions(Call call) {
    var project = gatehouse.core.access.Resource.of(call.project());
    return new Actions(call.caller(), clock.instant())
        .add("object.get", Permission.OBJECT_READ, project)
        .add("object.put", Permission.OBJECT_WRITE, project)
        .add("object.delete", Permission.OBJECT_WRITE, project);
  }

  private static BucketName bucket(Call call) {
    return call.path("bucket", BucketName::new);
  }

  private static ObjectKey key(Call call) {
    return new ObjectKey(
        call.query("key").orElseThrow(() -> new Refused(new Invalid("key", "an object's key"))));
  }

  private static StorageRequest on(Call call, S3Action action, BucketName bucket, ObjectKey key) {
    return new StorageRequest(action, bucket.value(), key.value(), call.address());
  }

  /** What the sender calls it, where that is a plain media type. */
  private static String type(Call call) {
    return call.header("Content-Type")
        .filter(type -> type.matches("[\\w.+-]{1,100}/[\\w.+-]{1,100}"))
        .orElse(UNKNOWN_TYPE);
  }

  /** The last piece of a key, as headers may carry it. */
  private static String fileName(ObjectKey key) {
    String whole = key.value();
    String last = whole.substring(whole.lastIndexOf('/', whole.length() - 2) + 1);
    return URLEncoder.encode(last.isEmpty() ? "object" : last, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A");
  }

  private static Refused noSuch(ObjectKey key) {
    return new Refused(new NotFound("object", key.value()));
  }

  private static ObjectBody body(ObjectEntry entry) {
    return new ObjectBody(entry.key().value(), entry.size(), entry.etag(), entry.modified());
  }
}
