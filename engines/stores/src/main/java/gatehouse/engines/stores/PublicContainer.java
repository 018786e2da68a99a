package gatehouse.engines.stores;

import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A container of OpenStack Swift that everybody may list and read, asked without any credential. It
 * is read alone, and follows no redirection.
 */
public final class PublicContainer implements ObjectStore {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration READ = Duration.ofMinutes(2);

  private final URI url;
  private final Consumer<URI> mayReach;

  /**
   * @param url the container's own, without a slash at its end
   * @param mayReach throws for an address that nothing is asked of; consulted for each question
   */
  public PublicContainer(URI url, Consumer<URI> mayReach) {
    this.url = url;
    this.mayReach = mayReach;
  }

  @Override
  public Listing list(BucketName bucket, String prefix, @Nullable ObjectKey after, int limit)
      throws IOException {
    String marker = after == null ? "" : after.value();
    HttpURLConnection answer =
        ask(
            url
                + "?format=xml&limit="
                + limit
                + "&prefix="
                + encoded(prefix)
                + "&marker="
                + encoded(marker));
    try (InputStream body = answer.getInputStream()) {
      List<ObjectEntry> entries = SwiftListing.read(body);
      ObjectKey last = entries.size() < limit ? null : entries.getLast().key();
      if (last != null && last.equals(after)) {
        throw new IOException(url + " lists the same again and again");
      }
      return new Listing(entries, last);
    }
  }

  @Override
  public Optional<ObjectEntry> find(BucketName bucket, ObjectKey key) throws IOException {
    throw refused();
  }

  @Override
  public Optional<Opened> open(BucketName bucket, ObjectKey key) throws IOException {
    HttpURLConnection answer;
    try {
      answer = ask(url + "/" + encoded(key.value()).replace("%2F", "/"));
    } catch (Refused refused) {
      if (refused.refusal() instanceof NotFound) {
        return Optional.empty();
      }
      throw refused;
    }
    // The tag of an object in segments is no sum of its bytes.
    boolean segmented =
        answer.getHeaderField("X-Static-Large-Object") != null
            || answer.getHeaderField("X-Object-Manifest") != null;
    String tag = String.valueOf(answer.getHeaderField("Etag")).replace("\"", "");
    var entry =
        new ObjectEntry(
            key,
            answer.getContentLengthLong(),
            segmented ? tag + "-0" : tag,
            modified(answer.getHeaderField("Last-Modified")));
    return Optional.of(new Opened(entry, answer.getInputStream()));
  }

  private HttpURLConnection ask(String what) throws IOException {
    URI asked = URI.create(what);
    mayReach.accept(asked);
    var connection = (HttpURLConnection) asked.toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) READ.toMillis());
    connection.setUseCaches(false);
    int status = connection.getResponseCode();
    if (status == 404) {
      throw new Refused(new NotFound("container or object", url.toString()));
    }
    if (status == 401 || status == 403) {
      throw new Refused(
          new Forbidden("", url + " may not be listed and read by everybody: it says " + status));
    }
    if (status != 200) {
      throw new IOException(url + " says " + status);
    }
    return connection;
  }

  private static Instant modified(@Nullable String text) {
    try {
      return text == null
          ? Instant.EPOCH
          : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public List<Bucket> buckets() {
    throw refused();
  }

  @Override
  public boolean createBucket(BucketName bucket) {
    throw refused();
  }

  @Override
  public boolean deleteBucket(BucketName bucket) {
    throw refused();
  }

  @Override
  public ObjectEntry write(BucketName bucket, ObjectKey key, InputStream bytes, long length) {
    throw refused();
  }

  @Override
  public boolean delete(BucketName bucket, ObjectKey key) {
    throw refused();
  }

  private Refused refused() {
    return new Refused(new Forbidden("", url + " is only listed and read"));
  }
}
