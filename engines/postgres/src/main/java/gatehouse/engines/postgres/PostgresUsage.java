package gatehouse.engines.postgres;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.workload.UsageRange;
import gatehouse.core.workload.UsageRange.Step;
import gatehouse.core.workload.UsageStore;
import gatehouse.core.workload.WorkloadId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Usage in PostgreSQL: a row per workload and step, added to as long as the step lasts. */
public final class PostgresUsage implements UsageStore {
  private final Database database;

  public PostgresUsage(Database database) {
    this.database = database;
  }

  /** What belongs to a workload that is gone meanwhile is left out. */
  @Override
  public void add(List<Measure> measures) {
    database.transaction(
        handle -> {
          var steps =
              handle.prepareBatch(
                  """
                  INSERT INTO usage AS present
                    (workload, step, at, seconds, cpu_seconds, memory_seconds, memory_max,
                     received, sent, gpu_seconds, gpu_memory_seconds, gpu_memory_max)
                  SELECT id, :step, :at, :seconds, :cpu, :memory * :seconds, :memory,
                    :received, :sent, :gpus * :seconds, :gpuMemory * :seconds, :gpuMemory
                  FROM workloads WHERE id = :id
                  ON CONFLICT (workload, step, at) DO UPDATE SET
                    seconds = present.seconds + excluded.seconds,
                    cpu_seconds = present.cpu_seconds + excluded.cpu_seconds,
                    memory_seconds = present.memory_seconds + excluded.memory_seconds,
                    memory_max = greatest(present.memory_max, excluded.memory_max),
                    received = present.received + excluded.received,
                    sent = present.sent + excluded.sent,
                    gpu_seconds = present.gpu_seconds + excluded.gpu_seconds,
                    gpu_memory_seconds = present.gpu_memory_seconds + excluded.gpu_memory_seconds,
                    gpu_memory_max = greatest(present.gpu_memory_max, excluded.gpu_memory_max)
                  """);
          var days =
              handle.prepareBatch(
                  """
                  INSERT INTO usage_of_makers AS present
                    (project, maker, day, cpu_seconds, gpu_seconds)
                  SELECT project, maker, :day, :cpu,
                    :seconds * coalesce((spec->'resources'->'gpuWish'->>'count')::int, 0)
                  FROM workloads WHERE id = :id
                  ON CONFLICT (project, maker, day) DO UPDATE SET
                    cpu_seconds = present.cpu_seconds + excluded.cpu_seconds,
                    gpu_seconds = present.gpu_seconds + excluded.gpu_seconds
                  """);
          var labels =
              handle.prepareBatch(
                  """
                  INSERT INTO usage_of_labels AS present
                    (project, label, day, cpu_seconds, gpu_seconds)
                  SELECT project, label.key || '=' || label.value, :day, :cpu,
                    :seconds * coalesce((spec->'resources'->'gpuWish'->>'count')::int, 0)
                  FROM workloads, jsonb_each_text(labels) AS label
                  WHERE id = :id AND label.key NOT LIKE 'ovh/%'
                  ORDER BY label.key
                  ON CONFLICT (project, day, label) DO UPDATE SET
                    cpu_seconds = present.cpu_seconds + excluded.cpu_seconds,
                    gpu_seconds = present.gpu_seconds + excluded.gpu_seconds
                  """);
          for (Measure measure : measures) {
            double seconds = Duration.between(measure.from(), measure.to()).toNanos() / 1e9;
            for (Step step : Step.values()) {
              steps
                  .bind("id", measure.workload().value())
                  .bind("step", (int) step.length().toSeconds())
                  .bind("at", Columns.time(begin(measure.to(), step.length())))
                  .bind("seconds", seconds)
                  .bind("cpu", measure.cpuSeconds())
                  .bind("memory", measure.memory())
                  .bind("received", measure.network().received())
                  .bind("sent", measure.network().sent())
                  .bind("gpus", measure.gpus().busy())
                  .bind("gpuMemory", measure.gpus().memory())
                  .add();
            }
            for (PreparedBatch each : List.of(days, labels)) {
              each.bind("id", measure.workload().value())
                  .bind("day", measure.to().atOffset(ZoneOffset.UTC).toLocalDate())
                  .bind("cpu", measure.cpuSeconds())
                  .bind("seconds", seconds)
                  .add();
            }
          }
          steps.execute();
          days.execute();
          labels.execute();
          return true;
        });
  }

  @Override
  public List<Point> read(WorkloadId id, UsageRange range, Instant now) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT date_bin(:bucket * interval '1 second', at, timestamptz 'epoch') AS begins,
                      sum(cpu_seconds) / sum(seconds) AS cpus,
                      sum(memory_seconds) / sum(seconds) AS memory,
                      max(memory_max) AS memory_max,
                      sum(received) / sum(seconds) AS received,
                      sum(sent) / sum(seconds) AS sent,
                      sum(gpu_seconds) / sum(seconds) AS gpus,
                      sum(gpu_memory_seconds) / sum(seconds) AS gpu_memory,
                      max(gpu_memory_max) AS gpu_memory_max
                    FROM usage
                    WHERE workload = :id AND step = :step AND at > :from AND seconds > 0
                    GROUP BY begins ORDER BY begins
                    """)
                .bind("bucket", (int) range.bucket().toSeconds())
                .bind("id", id.value())
                .bind("step", (int) range.step().length().toSeconds())
                .bind("from", Columns.time(begin(now, range.bucket()).minus(range.length())))
                .map(
                    (row, context) ->
                        new Point(
                            Columns.instant(row, "begins"),
                            row.getDouble("cpus"),
                            row.getDouble("memory"),
                            row.getLong("memory_max"),
                            row.getDouble("received"),
                            row.getDouble("sent"),
                            row.getDouble("gpus"),
                            row.getDouble("gpu_memory"),
                            row.getLong("gpu_memory_max")))
                .list());
  }

  @Override
  public Map<Subject, Double> cpuSeconds(ProjectId project, Instant from) {
    var used = new HashMap<Subject, Double>();
    return database.read(
        handle -> {
          handle
              .createQuery(
                  """
                  SELECT maker, sum(cpu_seconds) AS cpu_seconds FROM usage_of_makers
                  WHERE project = :project AND day >= :from GROUP BY maker
                  """)
              .bind("project", project.value())
              .bind("from", from.atOffset(ZoneOffset.UTC).toLocalDate())
              .map(
                  (row, context) ->
                      used.put(Subject.parse(row.getString("maker")), row.getDouble("cpu_seconds")))
              .list();
          return used;
        });
  }

  @Override
  public Map<String, Used> used(ProjectId project, By by, Instant from) {
    String what =
        switch (by) {
          case USER -> "maker AS name, * FROM usage_of_makers";
          case LABEL -> "label AS name, * FROM usage_of_labels";
        };
    var used = new HashMap<String, Used>();
    return database.read(
        handle -> {
          handle
              .createQuery(
                  "SELECT name, sum(cpu_seconds) AS cpu, sum(gpu_seconds) AS gpu FROM (SELECT "
                      + what
                      + ") AS days WHERE project = :project AND day >= :from GROUP BY name")
              .bind("project", project.value())
              .bind("from", from.atOffset(ZoneOffset.UTC).toLocalDate())
              .map(
                  (row, context) ->
                      used.put(
                          row.getString("name"),
                          new Used(row.getDouble("cpu"), row.getDouble("gpu"))))
              .list();
          return used;
        });
  }

  @Override
  public void dropOld(Instant now) {
    database.transaction(
        handle -> {
          for (Step step : Step.values()) {
            handle
                .createUpdate("DELETE FROM usage WHERE step = :step AND at < :before")
                .bind("step", (int) step.length().toSeconds())
                .bind("before", Columns.time(now.minus(step.kept())))
                .execute();
          }
          return true;
        });
  }

  private static Instant begin(Instant at, Duration step) {
    long length = step.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), length) * length);
  }
}
