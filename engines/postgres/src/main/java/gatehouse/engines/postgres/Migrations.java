package gatehouse.engines.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the tables up to date. Flyway costs half a second, so it is asked only when they are not.
 */
final class Migrations {
  /** All migrations, in order; a test compares them with what is there. */
  static final List<String> FILES =
      List.of(
          "V001__people_and_access.sql",
          "V002__workloads.sql",
          "V003__audit_by_project.sql",
          "V004__object_storage.sql",
          "V005__live_panel.sql",
          "V006__usage.sql",
          "V007__egress.sql",
          "V008__audit_checkpoints.sql",
          "V010__volumes.sql",
          "V011__data_stores.sql",
          "V012__addresses_of_keys.sql",
          "V014__registries.sql",
          "V015__user_volumes.sql",
          "V016__git_stores.sql",
          "V020__quotas.sql",
          "V021__usage_of_labels.sql",
          "V024__reach.sql",
          "V025__activity_of_apps.sql",
          "V026__notebooks.sql",
          "V027__gpu_leases.sql",
          "V028__service_accounts.sql",
          "V029__openstack_ids.sql",
          "V030__homes.sql",
          "V031__usage_of_networks.sql");

  private Migrations() {}

  /**
   * @param patient connections without a time limit on statements, for changing tables may take
   *     long
   */
  static void run(DataSource patient) {
    if (!areDone(patient)) {
      Flyway.configure().dataSource(patient).locations("classpath:db").load().migrate();
    }
  }

  /** Whether Flyway's own history holds exactly these files, unchanged; in doubt not. */
  static boolean areDone(DataSource source) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      var applied = new ArrayList<Applied>();
      try (ResultSet exists =
          statement.executeQuery("SELECT to_regclass('flyway_schema_history') IS NOT NULL")) {
        if (!exists.next() || !exists.getBoolean(1)) {
          return false;
        }
      }
      try (ResultSet rows =
          statement.executeQuery(
              """
              SELECT script, checksum, success FROM flyway_schema_history
              ORDER BY installed_rank
              """)) {
        while (rows.next()) {
          applied.add(new Applied(rows.getString(1), rows.getInt(2), rows.getBoolean(3)));
        }
      }
      return applied.equals(FILES.stream().map(Migrations::asApplied).toList());
    } catch (SQLException e) {
      throw new IllegalStateException("the tables cannot be looked at", e);
    }
  }

  private static Applied asApplied(String file) {
    return new Applied(file, checksum(file), true);
  }

  /** As Flyway computes it: over all lines, without their ends. */
  private static int checksum(String file) {
    var stream = Objects.requireNonNull(Migrations.class.getResourceAsStream("/db/" + file), file);
    var crc = new CRC32();
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        crc.update(line.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return (int) crc.getValue();
  }

  private record Applied(String script, int checksum, boolean success) {}
}
