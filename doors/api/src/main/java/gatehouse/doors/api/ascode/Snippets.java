package gatehouse.doors.api.ascode;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.doors.api.ai.LaunchCommand;
import gatehouse.doors.wire.Json;
import gatehouse.doors.wire.gatehouse.AsCodeBody;
import gatehouse.doors.wire.gatehouse.AsCodeBody.Snippet;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says an action of one project in each language.
 *
 * @param base where the server is, as the caller sees it
 * @param target what it is done to; empty where it makes something
 */
record Snippets(String base, String project, String action, String target, JsonNode body) {
  private static final String NO_TERRAFORM =
      "Terraform describes what shall be, and has no word for this deed.";
  private static final String KNOWN =
      "user.create, user.roles, user.password, user.suspend, user.resume, user.end, user.delete,"
          + " token.create, token.renew, token.delete, app.scale, app.edit, notebook.restart, or launch, start, stop,"
          + " label, force-delete or delete of notebook, job and app; "
          + StorageSnippets.KNOWN;

  AsCodeBody all() {
    AsCodeBody storage = new StorageSnippets(base, project, action, target, body).said();
    return storage == null ? other() : storage;
  }

  private AsCodeBody other() {
    return switch (action) {
      case "user.create" ->
          both(
              "POST",
              users(""),
              body,
              userCreate(),
              new Snippet(Terraform.user(project, body), null));
      case "user.roles" ->
          new AsCodeBody(
              new Snippet(put("/role").curl(), null),
              roleSet(),
              new Snippet(Terraform.roles(body), null),
              new Snippet(put("/role").python(), null));
      case "user.password" ->
          both(
              "POST",
              users(required() + "/password"),
              body.isEmpty() ? null : body,
              userPassword(),
              new Snippet(null, "Change password_reset in the resource and apply it."));
      case "user.suspend" -> deed("POST", "/suspend" + fate(), leaving("suspend"));
      case "user.resume" -> deed("POST", "/resume", words("user", "resume", required()));
      case "user.end" -> both("PUT", users(required() + "/end"), body, userEnd(), none());
      case "user.delete" ->
          both(
              "DELETE",
              users(required() + fate()),
              null,
              leaving("delete", "--yes"),
              new Snippet(null, "Take the resource out of the plan and apply it."));
      case "token.create" -> both("POST", "/v1/token", body, tokenCreate(), none());
      case "token.renew" ->
          both(
              "POST",
              "/v1/token/" + required() + "/renew",
              null,
              words("token", "renew", required()),
              none());
      case "token.delete" ->
          both(
              "DELETE",
              "/v1/token/" + required(),
              null,
              words("token", "delete", required(), "--yes"),
              none());
      default -> workload();
    };
  }

  private AsCodeBody workload() {
    int dot = action.indexOf('.');
    WorkloadKind kind =
        Arrays.stream(WorkloadKind.values())
            .filter(each -> dot > 0 && each.word().equals(action.substring(0, dot)))
            .findFirst()
            .orElseThrow(Snippets::unknown);
    String noun = kind.word();
    String one = "/v1/" + noun + "/";
    return switch (action.substring(dot + 1)) {
      case "label" -> label(noun, one);
      case "scale", "edit" -> edit(kind, one);
      case "launch" ->
          both("POST", "/v1/" + noun, body, LaunchCommand.of(kind, Json.text(body)), none());
      case "start" ->
          both("PUT", one + required() + "/start", null, words(noun, "start", required()), none());
      case "stop" ->
          both(
              "PUT",
              one + required() + (kind == WorkloadKind.JOB ? "/kill" : "/stop"),
              null,
              words(noun, "stop", required()),
              none());
      case "restart" -> restart(kind, one);
      case "delete" ->
          both(
              "DELETE", one + required(), null, words(noun, "delete", required(), "--yes"), none());
      case "force-delete" ->
          both(
              "DELETE",
              one + required() + "?force=true",
              null,
              words(noun, "delete", required(), "--force", "--yes"),
              none());
      default -> throw unknown();
    };
  }

  private AsCodeBody label(String noun, String one) {
    boolean sets = body.hasNonNull("value");
    String cli =
        sets
            ? words(noun, "label", required(), text("name") + "=" + text("value"))
            : words(noun, "label", required(), "--remove", text("name"));
    return both("PUT", one + required() + "/label", body, cli, none());
  }

  /** Notebooks alone are restarted in one go. */
  private AsCodeBody restart(WorkloadKind kind, String one) {
    if (kind != WorkloadKind.NOTEBOOK) {
      throw unknown();
    }
    String cli = words("notebook", "restart", required());
    return both("PUT", one + required() + "/restart", null, cli, none());
  }

  /** Apps alone are changed while they run. */
  private AsCodeBody edit(WorkloadKind kind, String one) {
    if (kind != WorkloadKind.APP) {
      throw unknown();
    }
    if (action.endsWith(".scale")) {
      String path = one + required() + "/scalingstrategy";
      return both("PUT", path, body, LaunchCommand.ofScaling(required(), Json.text(body)), none());
    }
    return both("PUT", one + required(), body, appUpdate(), none());
  }

  private String appUpdate() {
    var words = new ArrayList<String>(List.of("app", "update", required()));
    if (body.hasNonNull("url")) {
      words.addAll(List.of("--image", text("url")));
    }
    number(words, "--default-http-port", body.path("defaultHttpPort"));
    JsonNode probe = body.path("probe");
    if (probe.path("path").isString()) {
      words.addAll(List.of("--probe-path", probe.path("path").asString()));
    }
    number(words, "--probe-port", probe.path("port"));
    body.path("envVars")
        .valueStream()
        .forEach(
            one ->
                words.addAll(
                    List.of(
                        "--env",
                        one.path("name").asString("") + "=" + one.path("value").asString(""))));
    if (!body.path("command").isEmpty()) {
      words.add("--");
      body.path("command").valueStream().forEach(word -> words.add(word.asString("")));
    }
    return words(words.toArray(String[]::new));
  }

  private static void number(List<String> words, String option, JsonNode value) {
    if (value.isNumber()) {
      words.addAll(List.of(option, value.asString()));
    }
  }

  /** What becomes of the workloads of somebody who leaves, as the query says it. */
  private String fate() {
    return body.hasNonNull("workloads")
        ? "?workloads=" + URLEncoder.encode(text("workloads"), StandardCharsets.UTF_8)
        : "";
  }

  private String leaving(String verb, String... more) {
    var words = new ArrayList<String>(List.of("user", verb, required()));
    String fate = body.hasNonNull("workloads") ? text("workloads") : "";
    if (fate.startsWith("handover:")) {
      words.addAll(List.of("--hand-over-to", fate.substring("handover:".length())));
    } else if (!fate.isEmpty()) {
      words.addAll(List.of("--workloads", fate));
    }
    words.addAll(List.of(more));
    return words(words.toArray(String[]::new));
  }

  private AsCodeBody deed(String method, String below, String cli) {
    return both(method, users(required() + below), null, cli, none());
  }

  private AsCodeBody both(
      String method, String path, @Nullable JsonNode sent, String cli, Snippet terraform) {
    return both(new HttpCall(base, method, path, sent), cli, terraform);
  }

  /** A call, the command that does the same, and what Terraform has to say. */
  static AsCodeBody both(HttpCall call, String cli, Snippet terraform) {
    return new AsCodeBody(
        new Snippet(call.curl(), null),
        new Snippet(cli, null),
        terraform,
        new Snippet(call.python(), null));
  }

  private static Snippet none() {
    return new Snippet(null, NO_TERRAFORM);
  }

  private String users(String below) {
    return "/v1/gatehouse/project/" + project + "/user" + (below.isEmpty() ? "" : "/" + below);
  }

  private HttpCall put(String below) {
    return new HttpCall(base, "PUT", users(required() + below), body);
  }

  private String userCreate() {
    var words = new ArrayList<String>(List.of("user", "create"));
    if (body.hasNonNull("username")) {
      words.addAll(List.of("--name", text("username")));
    }
    body.path("roles").valueStream().forEach(r -> words.addAll(List.of("--role", r.asString())));
    if (body.hasNonNull("endsAt")) {
      words.addAll(List.of("--ends", text("endsAt")));
    }
    String description = text("description");
    if (description.startsWith("-")) {
      words.add("--"); // Else it would be taken for an option.
    }
    words.add(description);
    return words(words.toArray(String[]::new));
  }

  private Snippet roleSet() {
    var words = new ArrayList<String>(List.of("role", "set", required()));
    if (body.path("roles").valueStream().anyMatch(role -> role.hasNonNull("endsAt"))) {
      return new Snippet(
          null, "The command line sets roles without end dates: gatehouse role add … --until …");
    }
    body.path("roles").valueStream().forEach(role -> words.add(role.path("name").asString("")));
    if (words.size() == 3) {
      words.add("--none");
    }
    return new Snippet(words(words.toArray(String[]::new)), null);
  }

  private String userPassword() {
    return body.path("overlapSeconds").isNumber()
        ? words(
            "user", "password", required(), "--overlap", body.path("overlapSeconds").asLong() + "s")
        : words("user", "password", required());
  }

  private String userEnd() {
    return words("user", "end", required(), body.hasNonNull("endsAt") ? text("endsAt") : "never");
  }

  private String tokenCreate() {
    var words =
        new ArrayList<String>(List.of("token", "create", text("name"), "--role", text("role")));
    if (body.hasNonNull("labelSelector")) {
      for (String label : text("labelSelector").split(",", -1)) {
        words.addAll(List.of("--label-selector", label.strip()));
      }
    }
    if (body.hasNonNull("expiresAt")) {
      words.addAll(List.of("--expires", text("expiresAt")));
    }
    return words(words.toArray(String[]::new));
  }

  private String words(String... words) {
    var all = new ArrayList<String>();
    all.add("gatehouse");
    all.addAll(List.of(words));
    return Shell.line(all);
  }

  private String text(String member) {
    JsonNode value = body.path(member);
    if (!value.isString()) {
      throw new Refused(new Invalid("body." + member, "a text"));
    }
    return value.asString();
  }

  private String required() {
    return required(target);
  }

  /** What an action is done to, as it may stand in a path. */
  static String required(String target) {
    if (!target.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new Refused(new Invalid("target", "the name or id of what it is done to"));
    }
    return target;
  }

  private static Refused unknown() {
    return new Refused(new Invalid("action", "one of " + KNOWN));
  }
}
