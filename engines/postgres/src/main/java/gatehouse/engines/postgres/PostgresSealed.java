package gatehouse.engines.postgres;

import gatehouse.core.administration.SealCheck;
import java.util.HashMap;
import java.util.Map;

/** Samples of what is kept sealed in PostgreSQL. */
public final class PostgresSealed implements SealCheck.Samples {
  private final Database database;

  public PostgresSealed(Database database) {
    this.database = database;
  }

  @Override
  public Map<String, String> s3Keys() {
    return pairs(
        """
        WITH kept AS (SELECT number, name, sealed FROM s3_secrets JOIN credentials ON id = credential)
        SELECT name, sealed FROM kept
        WHERE number IN (SELECT min(number) FROM kept UNION SELECT max(number) FROM kept)
        """);
  }

  @Override
  public Map<String, String> applications() {
    return pairs(
        """
        WITH kept AS (SELECT id, key, sealed_secret FROM applications WHERE sealed_secret <> '')
        SELECT key, sealed_secret FROM kept
        WHERE id IN (SELECT min(id) FROM kept UNION SELECT max(id) FROM kept)
        """);
  }

  private Map<String, String> pairs(String query) {
    return database.read(
        handle -> {
          Map<String, String> pairs = new HashMap<>();
          handle
              .createQuery(query)
              .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
              .forEach(pair -> pairs.put(pair.getKey(), pair.getValue()));
          return pairs;
        });
  }
}
