package gatehouse.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gatehouse.engines.postgres.EmbeddedDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A server that a script may turn off and on: at its switch it answers {@code /down} (killed, as by
 * a crash), {@code /up} (started again on its port) and {@code /later} (twenty minutes have passed
 * for all sessions). Its database is a process of its own.
 */
final class SwitchedServer implements AutoCloseable {
  private static final String AGE =
      "UPDATE credentials SET updated_at = updated_at - interval '20 minutes',"
          + " created_at = created_at - interval '20 minutes' WHERE kind = 'PANEL_SESSION'";

  private final Path data;
  private final EmbeddedDatabase database;
  private final HttpServer turns;
  private final int port;
  private ServerProcess server;

  SwitchedServer(Path data, EmbeddedDatabase database) throws IOException {
    this.data = data;
    this.database = database;
    server = ServerProcess.start(data, flags());
    port = server.port();
    turns = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    turns.createContext("/", this::turn);
    turns.start();
  }

  int port() {
    return port;
  }

  String switchUrl() {
    return "http://localhost:" + turns.getAddress().getPort();
  }

  private void turn(HttpExchange exchange) throws IOException {
    String said = "done";
    int status = 200;
    try {
      switch (exchange.getRequestURI().getPath()) {
        case "/down" -> server.kill();
        case "/up" -> server = ServerProcess.start(data, port, flags());
        case "/later" -> {
          server.kill();
          age();
          server = ServerProcess.start(data, port, flags());
        }
        default -> status = 404;
      }
    } catch (IOException | SQLException | InterruptedException e) {
      status = 500;
      said = e.toString();
    }
    byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void age() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(AGE);
    }
  }

  private String[] flags() {
    return new String[] {
      "--database-url",
      database.url() + "&user=" + database.user() + "&password=" + database.password()
    };
  }

  @Override
  public void close() throws IOException {
    turns.stop(0);
    server.close();
  }
}
