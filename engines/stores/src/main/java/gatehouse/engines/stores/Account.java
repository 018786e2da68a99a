package gatehouse.engines.stores;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;

/** All buckets that a key of a store elsewhere reaches, whosesoever they are. */
final class Account {
  private Account() {}

  /** Those that begin so, and others where the store does not look at what is asked. */
  static List<Bucket> buckets(S3Client client, String prefix) throws IOException {
    var all = new ArrayList<Bucket>();
    String next = null;
    do {
      String from = next;
      ListBucketsResponse page =
          RemoteBase.asking(
              "",
              () ->
                  client.listBuckets(
                      request -> {
                        if (!prefix.isEmpty()) {
                          request.prefix(prefix);
                        }
                        request.continuationToken(from);
                      }));
      all.addAll(page.buckets());
      next = page.continuationToken();
    } while (next != null && !next.isEmpty());
    return all;
  }
}
