package gatehouse.doors.api.ascode;

import gatehouse.doors.wire.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Users in the language of Terraform, for the model's provider. */
final class Terraform {
  private Terraform() {}

  static String user(String project, JsonNode body) {
    return """
        resource "ovh_cloud_project_user" "this" {
          service_name = %s
          description  = %s
          role_names   = %s
        }
        """
        .formatted(text(project), text(body.path("description").asString("")), names(body, false));
  }

  static String roles(JsonNode body) {
    return """
        # In the resource "ovh_cloud_project_user" of this user:
        role_names = %s
        """
        .formatted(names(body, true));
  }

  private static String names(JsonNode body, boolean inObjects) {
    List<String> names = new ArrayList<>();
    body.path("roles")
        .valueStream()
        .forEach(role -> names.add(text((inObjects ? role.path("name") : role).asString(""))));
    return "[" + String.join(", ", names) + "]";
  }

  /** As JSON, but that a dollar or percent before a brace begins a template. */
  private static String text(String value) {
    return Json.text(value).replace("${", "$${").replace("%{", "%%{");
  }
}
