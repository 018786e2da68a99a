package gatehouse.engines.stores;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Secret;
import gatehouse.core.storage.ObjectShelf;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** The object storage of this installation, in an S3 store that somebody else runs. */
public final class RemoteShelves implements ObjectShelf.Shelves, AutoCloseable {

  /** How long an upload that nobody goes on with is kept. */
  public static final Duration UPLOADS_KEPT = Duration.ofDays(7);

  private static final int STRIPES = 1024;

  private final S3Client client;
  private final InstantSource clock;
  private final Lock[] locks = new Lock[STRIPES];
  private final ConcurrentHashMap<ProjectId, RemoteShelf> shelves = new ConcurrentHashMap<>();

  /** Nothing is asked of it yet. */
  public RemoteShelves(
      URI endpoint, String region, String accessKey, Secret secret, InstantSource clock) {
    this.client = Clients.of(endpoint, region, accessKey, secret, true);
    this.clock = clock;
    for (int i = 0; i < STRIPES; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  @Override
  public ObjectShelf of(ProjectId project) {
    return shelves.computeIfAbsent(
        project, id -> new RemoteShelf(client, new ProjectBuckets(id), locks));
  }

  /** Passes where the store answers and takes the key. */
  public void check() throws IOException {
    var _ = Account.buckets(client, "");
  }

  /** Ends the uploads of projects that were begun and left lying; to be called now and then. */
  @Override
  public void sweep() throws IOException {
    Instant than = clock.instant().minus(UPLOADS_KEPT);
    for (Bucket bucket : Account.buckets(client, "")) {
      if (!ProjectBuckets.areOurs(bucket.name())) {
        continue;
      }
      var _ =
          RemoteBase.asking(
              bucket.name(),
              () -> {
                client
                    .listMultipartUploadsPaginator(request -> request.bucket(bucket.name()))
                    .uploads()
                    .stream()
                    .filter(each -> each.initiated() != null && each.initiated().isBefore(than))
                    .forEach(each -> end(bucket.name(), each));
                return true;
              });
    }
  }

  private void end(String bucket, MultipartUpload upload) {
    var _ =
        client.abortMultipartUpload(
            request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
  }

  @Override
  public void close() {
    client.close();
  }
}
