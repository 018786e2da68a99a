package gatehouse.engines.postgres;

import static gatehouse.core.workload.WorkloadsForTests.NOON;
import static gatehouse.core.workload.WorkloadsForTests.PROJECT;

import gatehouse.core.identity.Project;
import gatehouse.core.workload.Activity;
import gatehouse.core.workload.ActivityContract;
import gatehouse.core.workload.WorkloadStore;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresActivityTest extends ActivityContract {
  @RegisterExtension static final PostgresForTests POSTGRES = new PostgresForTests();

  private final WorkloadStore workloads =
      new PostgresWorkloads(POSTGRES.database(), InstantSource.system());
  private final Activity activity = new PostgresActivity(POSTGRES.database());

  @Override
  protected Activity activity() {
    return activity;
  }

  @Override
  protected WorkloadStore workloads() {
    return workloads;
  }

  @BeforeEach
  void theProjectThatWorkloadsBelongTo() {
    new PostgresAdministration(POSTGRES.database(), InstantSource.system())
        .transaction(
            tx -> {
              tx.insert(new Project(PROJECT, "", true, NOON));
              return null;
            });
  }
}
