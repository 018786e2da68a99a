package gatehouse.doors.api.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.identity.Subject;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadsForTests;
import gatehouse.doors.web.HttpSession;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The nodes of an installation, and one that is gone. */
class NodesTest {
  private static final String NODES = "/v1/gatehouse/node";

  private final PanelHouse house = new PanelHouse();
  private final HttpSession admin = house.admin();

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void aNodeThatIsGoneIsGivenUpWithWhatItHad() {
    Workload running = atHomeOnTheLostNode(true);
    Workload ended = atHomeOnTheLostNode(false);

    JsonNode nodes = admin.get(NODES).json();
    assertThat(nodes.findValuesAsString("name")).isEqualTo(List.of("here", "lost"));
    assertThat(nodes.at("/0/alive").asBoolean()).isTrue();
    assertThat(nodes.at("/1/alive").asBoolean(true)).isFalse();
    assertThat(nodes.at("/1/workloads").asInt()).isEqualTo(2);

    assertThat(admin.delete(NODES + "/lost").json().get("workloads").asInt()).isEqualTo(2);

    assertThat(now(running).state().name()).isEqualTo("ERROR");
    assertThat(now(running).status().remark().sentence())
        .isEqualTo("Error: the node lost, which had it, is gone for good");
    assertThat(now(running).status().admitted()).isFalse();
    assertThat(now(running).status().home()).isNull();
    assertThat(now(ended).state()).isEqualTo(ended.state());
    assertThat(now(ended).status().home()).isNull();
    assertThat(admin.get(NODES).json()).hasSize(1);
    assertThat(house.store.audited().getLast().action()).isEqualTo("node.delete");
  }

  @Test
  void whoReadsAWorkloadIsToldWhereItIsAndThatItIsAway() {
    HttpSession operator = house.operator();
    String id = PanelHouse.job(operator, "far");
    String path = PanelHouse.HERE + "/workload/job/" + id;
    assertThat(operator.get(path).json().has("node")).isFalse();
    house.store.transaction(
        tx -> {
          Workload job = tx.lock(WorkloadId.of(id)).orElseThrow();
          tx.update(job.with(job.status().atHome("lost"), job.updatedAt()));
          return true;
        });

    JsonNode node = house.reader().get(path).json().get("node");

    assertThat(node.get("name").asString()).isEqualTo("lost");
    assertThat(node.get("alive").asBoolean()).isFalse();
  }

  @Test
  void aNodeThatIsThereOrNotKnownIsNotGivenUp() {
    var there = admin.delete(NODES + "/here");
    assertThat(there.status()).isEqualTo(409);
    assertThat(there.body()).contains("stop its server first");
    assertThat(admin.delete(NODES + "/unheard-of").status()).isEqualTo(404);
  }

  @Test
  void onlyWhoOwnsTheInstallationSeesNodesAndGivesThemUp() {
    atHomeOnTheLostNode(true);
    for (HttpSession person : List.of(house.operator(), house.reader())) {
      assertThat(person.get(NODES).status()).isEqualTo(403);
      assertThat(person.delete(NODES + "/lost").status()).isEqualTo(403);
    }
    assertThat(house.store.countAtHomes()).containsEntry("lost", 1);
  }

  private Workload atHomeOnTheLostNode(boolean admitted) {
    Workload job =
        WorkloadsForTests.queued(
            WorkloadsForTests.aJobSpec("train"),
            Subject.account(1),
            house.installation.clock.instant());
    Workload there = job.with(job.status().atHome("lost").admitted(admitted), job.updatedAt());
    house.store.transaction(
        tx -> {
          tx.insert(there);
          return true;
        });
    return there;
  }

  private Workload now(Workload workload) {
    return house.store.find(workload.id()).orElseThrow();
  }
}
