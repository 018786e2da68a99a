package gatehouse.benchmarks;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * S3Proxy as it is, without signatures, over its own store for folders: the peer to measure
 * against.
 */
public final class PlainS3Proxy {
  private PlainS3Proxy() {}

  /** Takes a folder and a port. */
  public static void main(String[] arguments) throws Exception {
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(new FilesystemNio2BlobStore(arguments[0]))
            .endpoint(URI.create("http://127.0.0.1:" + arguments[1]))
            .awsAuthentication(AuthenticationType.NONE, null, null)
            .ignoreUnknownHeaders(true)
            .build();
    proxy.start();
    System.out.println("ready");
    Thread.currentThread().join();
  }
}
