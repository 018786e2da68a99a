package gatehouse.engines.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The settings that the embedded PostgreSQL runs with; written anew before each start. */
final class PostgresSettings {
  private static final String FILE = "postgresql.conf";

  private PostgresSettings() {}

  /**
   * Writes them into the data folder. The password travels as it is: both ends of the socket are in
   * a folder that only its owner may enter, and hashing it anew costs each connection dear.
   */
  static void keep(Path data, Path sockets, String user) throws IOException {
    Files.writeString(data.resolve(FILE), text(sockets));
    Files.writeString(data.resolve("pg_hba.conf"), "local all " + user + " password\n");
  }

  /** Whether the data folder holds exactly these. */
  static boolean areKept(Path data, Path sockets) throws IOException {
    try {
      return Files.readString(data.resolve(FILE)).equals(text(sockets));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Small in memory, and silent about statements: error texts can hold what people sent. */
  private static String text(Path sockets) {
    return """
        listen_addresses = ''
        unix_socket_directories = '%s'
        unix_socket_permissions = 0700
        max_connections = 60
        shared_buffers = 32MB
        work_mem = 8MB
        maintenance_work_mem = 32MB
        wal_level = minimal
        max_wal_senders = 0
        min_wal_size = 32MB
        max_wal_size = 256MB
        max_worker_processes = 4
        io_method = sync
        jit = off
        password_encryption = 'scram-sha-256'
        deadlock_timeout = 200ms
        idle_in_transaction_session_timeout = 60s
        client_connection_check_interval = 2s
        log_min_messages = log
        log_min_error_statement = panic
        log_checkpoints = off
        log_autovacuum_min_duration = -1
        timezone = 'UTC'
        log_timezone = 'UTC'
        """
        .formatted(sockets.toString().replace("'", "''"));
  }
}
