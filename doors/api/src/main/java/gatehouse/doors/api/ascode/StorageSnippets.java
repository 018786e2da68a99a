package gatehouse.doors.api.ascode;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.wire.gatehouse.AsCodeBody;
import gatehouse.doors.wire.gatehouse.AsCodeBody.Snippet;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says in each language what is done with object storage, data stores and registries.
 *
 * @param target a bucket, user, store or registry; empty where something is made
 */
record StorageSnippets(String base, String project, String action, String target, JsonNode body) {
  /** The actions, for who asks for another. */
  static final String KNOWN =
      "bucket.create, bucket.delete, object.put, object.delete, folder.delete, s3-key.create,"
          + " s3-key.delete, policy.set, store.create, store.delete, registry.create,"
          + " registry.update, registry.delete";

  private static final Snippet NO_TERRAFORM =
      new Snippet(null, "The model's Terraform provider has no resource for this.");
  private static final String FROM_ENV = HttpCall.SECRET.substring(1);

  /** The action said; null where it is none of storage's. */
  @Nullable AsCodeBody said() {
    return switch (action) {
      case "bucket.create" ->
          all("POST", own("/bucket"), body, line("bucket", "create", text("name")), NO_TERRAFORM);
      case "bucket.delete" ->
          all(
              "DELETE",
              own("/bucket/" + required()),
              null,
              line("bucket", "delete", required(), "--yes"),
              NO_TERRAFORM);
      case "object.put" -> put();
      case "object.delete" ->
          all(
              "DELETE",
              content(),
              null,
              line("bucket", "object", "delete", required(), text("key"), "--yes"),
              NO_TERRAFORM);
      case "folder.delete" -> folder();
      case "s3-key.create" ->
          all(
              "POST",
              own("/user/" + required() + "/s3-key"),
              null,
              line("s3-key", "create", required()),
              new Snippet(Terraform.s3Key(project, required()), null));
      case "s3-key.delete" ->
          all(
              "DELETE",
              own("/user/" + required() + "/s3-key/" + encoded(text("access"))),
              null,
              line("s3-key", "delete", required(), text("access"), "--yes"),
              new Snippet(null, "Take the resource out of the plan and apply it."));
      case "policy.set" ->
          all(
              "PUT",
              own("/user/" + required() + "/policy"),
              body,
              line("policy", "set", required(), "policy.json"),
              new Snippet(Terraform.s3Policy(project, required(), text("policy")), null));
      case "store.create" -> all("POST", own("/data-store"), body, storeAdd(), NO_TERRAFORM);
      case "store.delete" ->
          all(
              "DELETE",
              own("/data-store/" + required()),
              null,
              line("datastore", "delete", required(), "--yes"),
              NO_TERRAFORM);
      case "registry.create" -> all("POST", "/v1/registry", body, registryAdd(), NO_TERRAFORM);
      case "registry.update" ->
          all("PUT", "/v1/registry/" + required(), body, registryUpdate(), NO_TERRAFORM);
      case "registry.delete" ->
          all(
              "DELETE",
              "/v1/registry/" + required(),
              null,
              line("registry", "delete", required(), "--yes"),
              NO_TERRAFORM);
      default -> null;
    };
  }

  private AsCodeBody all(
      String method, String path, @Nullable JsonNode sent, String cli, Snippet terraform) {
    return Snippets.both(new HttpCall(base, method, path, sent), cli, terraform);
  }

  private AsCodeBody put() {
    String key = text("key");
    int slash = key.lastIndexOf('/');
    String file = key.substring(slash + 1);
    String cli =
        slash < 0
            ? line("bucket", "object", "upload", required(), file)
            : line(
                "bucket",
                "object",
                "upload",
                required(),
                file,
                "--add-prefix",
                key.substring(0, slash + 1));
    var call = new HttpCall(base, "PUT", content(), null);
    return new AsCodeBody(
        new Snippet(call.curlOf(file), null),
        new Snippet(cli, null),
        NO_TERRAFORM,
        new Snippet(call.pythonOf(file), null));
  }

  private AsCodeBody folder() {
    String prefix = text("prefix");
    var oneByOne =
        new Snippet(
            null,
            "The API deletes one object a call: list them with …/object?prefix=, then delete each.");
    return new AsCodeBody(
        oneByOne,
        new Snippet(
            line("bucket", "object", "delete", required(), "--prefix", prefix, "--yes"), null),
        NO_TERRAFORM,
        oneByOne);
  }

  private String storeAdd() {
    return line(
        "datastore",
        "add",
        "s3",
        text("alias"),
        text("endpoint"),
        text("region"),
        text("accessKey"),
        "--secret-key-from-env",
        FROM_ENV);
  }

  private String registryAdd() {
    return line(
        "registry",
        "add",
        text("url"),
        "--username",
        text("username"),
        "--password-from-env",
        FROM_ENV);
  }

  private String registryUpdate() {
    var words = new ArrayList<>(List.of("registry", "update", required()));
    if (body.hasNonNull("url")) {
      words.addAll(List.of("--address", text("url")));
    }
    if (body.hasNonNull("username")) {
      words.addAll(List.of("--username", text("username")));
    }
    if (body.hasNonNull("password")) {
      words.addAll(List.of("--password-from-env", FROM_ENV));
    }
    return line(words.toArray(String[]::new));
  }

  private String own(String below) {
    return "/v1/gatehouse/project/" + project + below;
  }

  private String content() {
    return own("/bucket/" + required() + "/object/content?key=" + encoded(text("key")));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String line(String... words) {
    var all = new ArrayList<>(List.of("gatehouse"));
    all.addAll(List.of(words));
    return Shell.line(all);
  }

  private String text(String member) {
    JsonNode value = body.path(member);
    if (!value.isString() || value.asString().isEmpty()) {
      throw new Refused(new Invalid("body." + member, "a text"));
    }
    return value.asString();
  }

  private String required() {
    return Snippets.required(target);
  }
}
