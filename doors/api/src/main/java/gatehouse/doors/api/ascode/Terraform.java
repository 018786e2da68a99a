package gatehouse.doors.api.ascode;

import gatehouse.doors.wire.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Users and their S3 keys in the language of Terraform, for the model's provider. */
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

  static String s3Key(String project, String user) {
    return """
        resource "ovh_cloud_project_user_s3_credential" "this" {
          service_name = %s
          user_id      = %s
        }
        """
        .formatted(text(project), id(user));
  }

  static String s3Policy(String project, String user, String policy) {
    return """
        resource "ovh_cloud_project_user_s3_policy" "this" {
          service_name = %s
          user_id      = %s
          policy       = %s
        }
        """
        .formatted(text(project), id(user), text(policy));
  }

  /** The provider wants a user's number; a name is that of a resource beside it. */
  private static String id(String user) {
    return user.matches("\\d+") ? text(user) : "ovh_cloud_project_user.this.id";
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
