package gatehouse.doors.api.gatehouse;

import static gatehouse.doors.api.gatehouse.PanelHouse.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.RoleName;
import gatehouse.core.workload.GpuUse;
import gatehouse.core.workload.NetworkBytes;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.Traffic;
import gatehouse.core.workload.UsageMeter;
import gatehouse.core.workload.WorkloadId;
import gatehouse.doors.web.HttpSession;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UsageTest {
  private final PanelHouse house = new PanelHouse();
  private final HttpSession operator = house.operator();

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void whatAWorkloadUsesIsKeptAndShown() {
    String id = PanelHouse.job(operator, "busy");
    for (int i = 0; i < 5; i++) {
      house.reconciler.step();
    }
    var run = new RunId(WorkloadId.of(id), 1, 0);
    var traffic = new Traffic();
    var meter = new UsageMeter(house.runtime, traffic, house.usage, house.installation.clock);
    house.runtime.uses(run, 10, 1000);
    meter.look();
    house.installation.later(Duration.ofSeconds(10));
    house.runtime.uses(run, 25, 3000, new NetworkBytes(0, 700), new GpuUse(0.5, 1 << 30));
    traffic.meter(run).receives(2000);
    traffic.meter(run).sends(300);
    meter.look();

    JsonNode usage = house.reader().get(HERE + "/workload/job/" + id + "/usage?range=15m").json();

    assertThat(usage.get("points")).hasSize(1);
    assertThat(usage.get("points").get(0).get("cpus").asDouble()).isBetween(1.3, 1.5);
    assertThat(usage.get("memoryUsed").get("max").asDouble()).isEqualTo(3000);
    assertThat(usage.get("stepSeconds").asInt()).isEqualTo(5);
    assertThat(usage.at("/received/avg").asDouble()).isBetween(199.9, 200.1);
    assertThat(usage.at("/points/0/sent").asDouble()).isBetween(99.9, 100.1);
    assertThat(usage.at("/gpu/max").asDouble()).isEqualTo(0.5);
    assertThat(usage.at("/gpuMemoryUsed/max").asDouble()).isEqualTo(1 << 30);
    assertThat(usage.get("gpus").asInt()).isZero();
    assertThat(usage.get("notMeasured")).isEmpty();
    assertThat(operator.get(HERE + "/workload/job/" + id + "/usage?range=2h").status())
        .isEqualTo(400);
    JsonNode hours = operator.get(HERE + "/cpu-hours").json();
    assertThat(hours.get("items").get(0).get("cpuHours").asDouble()).isBetween(0.004, 0.005);
    assertThat(hours.get("items").get(0).get("isMine").asBoolean()).isTrue();
  }

  @Test
  void whoMaySeeNoUsersSeesTheirOwnHoursAlone() {
    String id = PanelHouse.job(operator, "busy");
    var now = house.installation.clock.instant();
    house.usage.add(
        java.util.List.of(
            new gatehouse.core.workload.UsageStore.Measure(
                WorkloadId.of(id), now.minusSeconds(5), now, 3600, 1)));

    var reader = house.reader();
    var admin = house.admin();
    assertThat(reader.get(HERE + "/cpu-hours").json().get("items")).isEmpty();
    assertThat(reader.get(HERE + "/usage").json().get("items")).isEmpty();
    assertThat(reader.get(HERE + "/usage?by=label").status()).isEqualTo(403);
    assertThat(operator.get(HERE + "/usage").json().at("/items/0/name").asString())
        .isEqualTo("operator");
    JsonNode one = admin.get(HERE + "/usage?by=user&days=30").json().at("/items/0");
    assertThat(one.get("cpuHours").asDouble()).isEqualTo(1);
    assertThat(one.get("gpuHours").asDouble()).isZero();
    assertThat(admin.get(HERE + "/usage?by=label").status()).isEqualTo(200);
    assertThat(admin.get(HERE + "/usage?by=moon").status()).isEqualTo(400);
    JsonNode all = admin.get(HERE + "/cpu-hours").json();
    assertThat(all.get("items").get(0).get("owner").asString()).isEqualTo("operator");
    assertThat(
            house
                .as("storage", RoleName.OBJECTSTORE_OPERATOR)
                .get(HERE + "/workload/job/" + id + "/usage")
                .status())
        .isEqualTo(403);
  }
}
