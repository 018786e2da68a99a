package gatehouse.doors.api.ai;

import static gatehouse.doors.api.ai.Nulls.checked;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.RoleName;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadRuntime.WorkspaceUse;
import gatehouse.doors.web.HttpSession;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the model's clients do with notebooks besides what they do with all workloads. */
class NotebookApiTest {
  private final AiHouse house = new AiHouse();
  private HttpSession operator;

  @BeforeEach
  void signIn() {
    operator = house.operator();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aNotebookIsChangedWhenItIsStoppedAndItsLabelsAtAnyTime() {
    String id = running();
    JsonNode before = checked(operator.get("/v1/notebook/" + id)).get("spec");

    var refused = operator.put("/v1/notebook/" + id, "{\"name\":\"other\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("message").asString()).contains("is RUNNING", "stop it");
    // Who sends back what it read, with another label, is understood.
    String all = before.toString().replace("\"labels\":{", "\"labels\":{\"team\":\"red\",");
    assertThat(operator.put("/v1/notebook/" + id, all).status()).isEqualTo(204);
    assertThat(checked(operator.get("/v1/notebook/" + id)).at("/spec/labels/team").asString())
        .isEqualTo("red");

    stop(id);
    var changed =
        operator.put(
            "/v1/notebook/" + id,
            "{\"name\":\"other\",\"resources\":{\"cpu\":2},\"unsecureHttp\":true,"
                + "\"timeoutAutoRestart\":true,\"labels\":null,"
                + "\"volumes\":[{\"mountPath\":\"/d\",\"standalone\":{},\"permission\":\"RW\"}]}");
    assertThat(changed.status()).isEqualTo(204);
    JsonNode spec = checked(operator.get("/v1/notebook/" + id)).get("spec");
    assertThat(spec.get("name").asString()).isEqualTo("other");
    assertThat(spec.at("/resources/cpu").asInt()).isEqualTo(2);
    assertThat(spec.get("unsecureHttp").asBoolean()).isTrue();
    assertThat(spec.get("timeoutAutoRestart").asBoolean()).isTrue();
    assertThat(spec.get("volumes")).hasSize(1);
    assertThat(spec.at("/labels/team").asString()).isEqualTo("red");
    assertThat(operator.put("/v1/notebook/" + id, "{\"resources\":{\"cpu\":99}}").status())
        .isEqualTo(402);
  }

  @Test
  void howFullItsWorkspaceIsIsToldWhereItIsKnown() {
    String id = running();
    assertThat(checked(operator.get("/v1/notebook/" + id)).at("/status").has("workspace"))
        .isFalse();

    house.runtime.workspaces.put(
        new WorkloadId(UUID.fromString(id)), new WorkspaceUse(3 << 20, 7 << 20));

    JsonNode workspace = checked(operator.get("/v1/notebook/" + id)).at("/status/workspace");
    assertThat(workspace.get("storageUsed").asLong()).isEqualTo(3 << 20);
    assertThat(workspace.get("storageFree").asLong()).isEqualTo(7 << 20);
  }

  @Test
  void backupsHaveTheModelsShape() {
    String id = running();
    house.shelf.workspaces.put(new WorkloadId(UUID.fromString(id)), "work");
    stop(id);

    JsonNode list = checked(operator.get("/v1/notebook/" + id + "/backup"));
    assertThat(list.at("/metadata/total").asInt()).isEqualTo(1);
    JsonNode item = list.at("/items/0");
    assertThat(item.propertyNames())
        .containsExactlyInAnyOrder(
            "id", "createdAt", "updatedAt", "backupDate", "comment", "mountPath");
    assertThat(item.get("mountPath").asString()).isEqualTo("/workspace");
    String one = "/v1/notebook/" + id + "/backup/" + item.get("id").asString();
    assertThat(checked(operator.get(one))).isEqualTo(item);

    JsonNode fork = checked(operator.post(one + "/fork", "{\"name\":\"again\"}"));
    assertThat(fork.at("/spec/name").asString()).isEqualTo("again");
    assertThat(fork.get("id").asString()).isNotEqualTo(id);
    assertThat(operator.post(one + "/fork", "").status()).isEqualTo(200);
    assertThat(operator.get("/v1/notebook/" + id + "/backup/nothing").status()).isEqualTo(400);
    assertThat(operator.get("/v1/notebook/" + id + "/backup/" + UUID.randomUUID()).status())
        .isEqualTo(404);
  }

  @Test
  void eachRoleDoesWithBackupsWhatItDoesWithNotebooks() {
    String id = running();
    house.shelf.workspaces.put(new WorkloadId(UUID.fromString(id)), "work");
    stop(id);
    String all = "/v1/notebook/" + id + "/backup";
    String one = all + "/" + checked(operator.get(all)).at("/items/0/id").asString();
    record Row(RoleName role, int list, int get, int fork, int edit, int restart) {}
    for (Row row :
        List.of(
            new Row(RoleName.AI_TRAINING_OPERATOR, 200, 200, 200, 204, 400),
            new Row(RoleName.ADMINISTRATOR, 200, 200, 200, 204, 400),
            new Row(RoleName.AI_TRAINING_READ, 200, 200, 403, 403, 403),
            new Row(RoleName.OBJECTSTORE_OPERATOR, 403, 403, 403, 403, 403))) {
      HttpSession person = house.as("p-" + row.role().value().replace('_', '-'), row.role());
      assertThat(person.get(all).status()).as(row + " list").isEqualTo(row.list());
      assertThat(person.get(one).status()).as(row + " get").isEqualTo(row.get());
      assertThat(person.post(one + "/fork", "").status()).as(row + " fork").isEqualTo(row.fork());
      assertThat(person.put("/v1/notebook/" + id, "{\"name\":\"n\"}").status())
          .as(row + " edit")
          .isEqualTo(row.edit());
      assertThat(person.put("/v1/notebook/" + id + "/restart", "").status())
          .as(row + " restart")
          .isEqualTo(row.restart());
    }
    assertThat(house.installation.http().get(all).status()).isEqualTo(401);
  }

  @Test
  void whatRunsIsRestarted() {
    String id = running();

    assertThat(operator.put("/v1/notebook/" + id + "/restart", "").status()).isEqualTo(204);
    assertThat(state(id)).isEqualTo("RESTARTING");
    for (int i = 0; i < 4; i++) {
      house.reconciler.step();
    }
    assertThat(state(id)).isEqualTo("RUNNING");
  }

  @Test
  void theOlderRoutesOfCapabilitiesAnswerInTheOlderShape() {
    JsonNode editor = operator.get("/v1/notebook/capabilities/editor").json().get(0);
    assertThat(editor.get("version").asString()).isEqualTo("4.4");
    assertThat(editor.get("probePath").asString()).isEqualTo("/api");
    assertThat(editor.get("incompatibleWith").isArray()).isTrue();
    assertThat(editor.has("versions")).isFalse();
    assertThat(operator.get("/v1/notebook/capabilities/editor/jupyterlab").json())
        .isEqualTo(editor);
    assertThat(operator.get("/v1/notebook/capabilities/editor/none").status()).isEqualTo(404);
    assertThat(operator.get("/v1/notebook/capabilities/framework").json())
        .isEqualTo(operator.get("/v1/capabilities/notebook/framework").json());
    assertThat(operator.get("/v1/capabilities/notebook/framework?compatibleWithEditor=none").json())
        .isEmpty();
    assertThat(operator.get("/v1/capabilities/notebook/editor?compatibleWithFramework=host").json())
        .hasSize(1);
  }

  private String running() {
    String id = checked(operator.post("/v1/notebook", "{}")).get("id").asString();
    house.reconciler.step();
    return id;
  }

  private void stop(String id) {
    assertThat(operator.put("/v1/notebook/" + id + "/stop", "").status()).isEqualTo(204);
    for (int i = 0; i < 3; i++) {
      house.reconciler.step();
    }
    assertThat(state(id)).isEqualTo("STOPPED");
  }

  private String state(String id) {
    return checked(operator.get("/v1/notebook/" + id)).at("/status/state").asString();
  }
}
