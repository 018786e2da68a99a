package gatehouse.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An S3 store with an empty bucket {@code results}, and others with one object of which it sends
 * the first half, and no more until it is closed; it never answers what is written to it.
 */
final class StuckStore implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);

  StuckStore() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean list = String.valueOf(exchange.getRequestURI().getQuery()).contains("list-type=2");
    try (exchange) {
      if (list) {
        boolean empty = exchange.getRequestURI().getPath().startsWith("/results");
        String text = empty ? LISTING.replaceAll("(?s)<Contents>.*</Contents>", "") : LISTING;
        byte[] listing = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/xml");
        exchange.sendResponseHeaders(200, listing.length);
        exchange.getResponseBody().write(listing);
      } else if (exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().add("ETag", "\"d41d8cd98f00b204e9800998ecf8427e\"");
        exchange.getResponseHeaders().add("Last-Modified", "Mon, 23 Nov 2026 12:00:00 GMT");
        exchange.sendResponseHeaders(200, 200_000);
        OutputStream out = exchange.getResponseBody();
        out.write(new byte[100_000]);
        out.flush();
        closed.await();
      } else {
        closed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.close();
  }

  private static final String LISTING =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>train</Name>
      <KeyCount>1</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>
      <Contents><Key>large</Key><LastModified>2026-11-23T12:00:00.000Z</LastModified>
      <ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>200000</Size>
      <StorageClass>STANDARD</StorageClass></Contents></ListBucketResult>
      """;
}
