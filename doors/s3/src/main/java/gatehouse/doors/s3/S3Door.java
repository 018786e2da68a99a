package gatehouse.doors.s3;

import gatehouse.core.storage.ObjectShelf;
import gatehouse.doors.s3.swift.Swift;
import gatehouse.doors.s3.transfer.Transfer;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The S3 endpoint on a port of its own. */
public final class S3Door implements AutoCloseable {
  private static final int MOST_THREADS = 400;
  private static final Duration IDLE = Duration.ofSeconds(60);

  private final Server server;
  private final ServerConnector connector;

  /**
   * @param base what transfers by any protocol stand on
   * @param swift answers below {@code /v1}
   */
  public S3Door(
      S3Config config, Rights rights, Transfer.Base base, ObjectShelf.Shelves shelves, Swift swift)
      throws IOException {
    var threads = new QueuedThreadPool(MOST_THREADS, 4);
    threads.setName("s3");
    threads.setDaemon(true);
    server = new Server(threads);
    connector = connector(config);
    connector.setHost(config.bind());
    connector.setPort(config.port());
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    var context = new ServletContextHandler();
    context.setContextPath("/");
    context.addServlet(
        new ServletHolder(new S3Servlet(rights, base, shelves, swift, config.host())), "/*");
    // Keys may hold whatever they like: %2F, .. and empty pieces are letters of a name.
    ServletHandler servlets = context.getServletHandler();
    servlets.setDecodeAmbiguousURIs(true);
    server.setHandler(context);
    server.setErrorHandler(new NoRequest());
  }

  private ServerConnector connector(S3Config config) throws IOException {
    var http = new HttpConfiguration();
    http.setHttpCompliance(HttpCompliance.LEGACY);
    http.setUriCompliance(UriCompliance.LEGACY);
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    if (config.certificate() == null || config.key() == null) {
      return new ServerConnector(server, new HttpConnectionFactory(http));
    }
    http.addCustomizer(new SecureRequestCustomizer(false));
    var tls = new SslContextFactory.Server();
    tls.setKeyStore(Pem.keyStore(config.certificate(), config.key()));
    tls.setKeyStorePassword("");
    return new ServerConnector(server, tls, new HttpConnectionFactory(http));
  }

  /** Begins to listen. */
  public void start() throws IOException {
    try {
      server.start();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the S3 endpoint does not start", e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the S3 endpoint does not stop", e);
    }
  }
}
