package gatehouse.engines.postgres;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Where a database is, and who connects; never prints the password. */
final class DatabaseAddress {
  /** Seconds without an answer after which a connection counts as dead. */
  private static final String SILENCE = "3";

  private static final int CONNECT_SECONDS = 2;

  private final String url;
  private final String user;
  private final String password;

  private DatabaseAddress(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** Reads both spellings of an address. */
  static DatabaseAddress of(String url, String user, String password) {
    if (url.startsWith("jdbc:postgresql:")) {
      return new DatabaseAddress(url, user, password);
    }
    if (url.startsWith("postgresql://") || url.startsWith("postgres://")) {
      return ofUri(url, user, password);
    }
    throw invalid();
  }

  private static DatabaseAddress ofUri(String url, String user, String password) {
    try {
      URI uri = URI.create(url);
      @Nullable String host = uri.getHost();
      if (host == null) {
        throw invalid();
      }
      @Nullable String given = uri.getRawUserInfo();
      String[] parts = given == null ? new String[0] : given.split(":", 2);
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      @Nullable String query = uri.getRawQuery();
      String path = uri.getRawPath();
      return new DatabaseAddress(
          "jdbc:postgresql://"
              + host
              + port
              + (path.isEmpty() ? "/" : path)
              + (query == null ? "" : "?" + query),
          user.isEmpty() && parts.length > 0 ? decoded(parts[0]) : user,
          password.isEmpty() && parts.length > 1 ? decoded(parts[1]) : password);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static Refused invalid() {
    return new Refused(
        new Invalid(
            "database-url", "jdbc:postgresql://host/name or postgresql://user:password@host/name"));
  }

  String url() {
    return url;
  }

  /** What the driver is told besides; what the URL itself says goes first. */
  Properties properties() {
    var properties = new Properties();
    properties.setProperty("ApplicationName", "gatehouse");
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    properties.setProperty("loginTimeout", "2");
    properties.setProperty("socketTimeout", SILENCE);
    properties.setProperty("tcpKeepAlive", "true");
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
    }
    if (!password.isEmpty()) {
      properties.setProperty("password", password);
    }
    return properties;
  }

  /** Connections that wait as long as a statement takes; for migrations. */
  DataSource patient() {
    var source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setConnectTimeout(CONNECT_SECONDS);
    if (!user.isEmpty()) {
      source.setUser(user);
    }
    if (!password.isEmpty()) {
      source.setPassword(password);
    }
    return source;
  }

  @Override
  public String toString() {
    return url.replaceAll("(?i)(password=)[^&]*", "$1***");
  }
}
