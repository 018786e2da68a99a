package gatehouse.benchmarks;

import gatehouse.core.access.AddressRange;
import gatehouse.core.storage.Policy;
import gatehouse.core.storage.Policy.Verdict;
import gatehouse.core.storage.S3Action;
import gatehouse.core.storage.Statement;
import gatehouse.core.storage.Statement.Condition;
import gatehouse.core.storage.Statement.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A policy's verdict where its last statement is the one that allows, each before it has a
 * wildcard, and every tenth asks where the request is from. The aim is 5 µs at 100 statements.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PolicyBenchmark {
  @Param({"1", "100", "500"})
  int statements;

  private final byte[] address = AddressRange.bytes("192.0.2.7");
  private Policy policy = Policy.NONE;

  /** Writes the policy. */
  @Setup
  public void prepare() {
    var all = new ArrayList<Statement>();
    for (int i = 1; i < statements; i++) {
      boolean asks = i % 10 == 0;
      all.add(
          new Statement(
              "s" + i,
              asks ? Effect.DENY : Effect.ALLOW,
              List.of("s3:Get*", "s3:PutObject"),
              List.of(asks ? "arn:aws:s3:::data/*" : "arn:aws:s3:::data-" + i + "/team/*.csv"),
              asks
                  ? List.of(new Condition(true, List.of(AddressRange.of("198.51.100.0/24"))))
                  : List.of()));
    }
    all.add(
        new Statement(
            "last", Effect.ALLOW, List.of("s3:*"), List.of("arn:aws:s3:::data/*"), List.of()));
    policy = new Policy(all);
  }

  /** The verdict about reading one object. */
  @Benchmark
  public Verdict decide() {
    return policy.decide(S3Action.GET_OBJECT, "data/team/2026/measurements.csv", address);
  }
}
