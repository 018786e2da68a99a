package gatehouse.doors.gateway;

import gatehouse.doors.gateway.GatewayConfig.TlsFiles;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Certificate and key, read anew when their files change; a fault leaves the old ones in force. */
final class TlsContext {
  private static final Logger LOG = LoggerFactory.getLogger(TlsContext.class);

  private final TlsFiles files;
  private volatile SslContext current;
  private volatile Stamp stamp;

  TlsContext(TlsFiles files) {
    this.files = files;
    try {
      this.stamp = stamp();
      this.current = read();
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("the TLS files cannot be used: " + e.getMessage(), e);
    }
  }

  SslContext current() {
    return current;
  }

  void reloadIfChanged() {
    try {
      Stamp now = stamp();
      if (!now.equals(stamp)) {
        stamp = now;
        current = read();
        LOG.info("the certificate was read anew: file={}", files.certificateChain());
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("the changed TLS files cannot be used, the old ones stay: {}", e.getMessage());
    }
  }

  private SslContext read() throws IOException {
    return SslContextBuilder.forServer(
            files.certificateChain().toFile(), files.privateKey().toFile())
        .sslProvider(SslProvider.JDK)
        .protocols("TLSv1.3", "TLSv1.2")
        .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_2,
                ApplicationProtocolNames.HTTP_1_1))
        .build();
  }

  private Stamp stamp() throws IOException {
    return new Stamp(
        Files.getLastModifiedTime(files.certificateChain()),
        Files.getLastModifiedTime(files.privateKey()));
  }

  private record Stamp(FileTime certificate, FileTime key) {}
}
