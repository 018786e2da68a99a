package gatehouse.engines.runtimes.docker;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.image.ImageName;
import gatehouse.core.image.RegistryLogin;
import gatehouse.core.image.RegistryLogins;
import gatehouse.core.workload.WorkloadRuntime.Preparation;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Has the engine pull an image with a project's own account. */
final class Pull {
  static final String CODE = "IMAGE_PULL";
  static final String REFUSED = "FAILED_WITH_MESSAGE";
  static final String UNAVAILABLE = "REGISTRY_UNAVAILABLE";
  private static final int STEPS = 10;

  private final EngineClient client;
  private final RegistryLogins logins;

  Pull(EngineClient client, RegistryLogins logins) {
    this.client = client;
    this.logins = logins;
  }

  /** Pulls; gives the name under which the engine has it now. */
  String pull(ProjectId project, ImageName.Remote image, Consumer<Preparation> told)
      throws EngineFault {
    String repository = image.registry() + "/" + image.repository();
    Optional<RegistryLogin> login = logins.of(project, image);
    Map<String, String> headers =
        login
            .map(account -> Map.of("X-Registry-Auth", header(account, image.registry())))
            .orElse(Map.of());
    var progress = new Progress(image, told);
    client.postAndFollow(
        "/images/create?fromImage="
            + EngineClient.part(repository)
            + "&tag="
            + EngineClient.part(image.reference()),
        headers,
        progress::hear);
    if (!progress.error.isEmpty()) {
      throw new EngineFault(500, progress.error);
    }
    String digest = image.digest();
    return repository + (digest != null ? "@" + digest : ":" + image.reference());
  }

  /** What a fault means for who wants to run the image. */
  static Preparation.Failed failure(ImageName image, EngineFault fault) {
    String said = fault.sentence().lines().findFirst().orElse("no reason was given");
    String small = said.toLowerCase(Locale.ROOT);
    boolean away =
        fault.isSilence()
            || small.contains("connection refused")
            || small.contains("no such host")
            || small.contains("timeout")
            || small.contains("network is unreachable");
    return new Preparation.Failed(
        away ? UNAVAILABLE : REFUSED, "the image " + image.text() + " cannot be had: " + said);
  }

  private static String header(RegistryLogin login, String registry) {
    byte[] json =
        JsonMapper.builder()
            .build()
            .writeValueAsBytes(
                Map.of(
                    "username", login.username(),
                    "password", login.password().value(),
                    "serveraddress", registry));
    return Base64.getUrlEncoder().encodeToString(json);
  }

  /** How much of which layer has come. */
  private static final class Progress {
    private final ImageName.Remote image;
    private final Consumer<Preparation> told;
    private final Map<String, Long> sizes = new HashMap<>();
    private final Map<String, Long> came = new HashMap<>();
    private String error = "";
    private int step = -1;

    Progress(ImageName.Remote image, Consumer<Preparation> told) {
      this.image = image;
      this.told = told;
    }

    void hear(JsonNode line) {
      String fault = line.path("error").asString("");
      if (!fault.isEmpty()) {
        error = fault;
      }
      String layer = line.path("id").asString("");
      JsonNode detail = line.path("progressDetail");
      long size = detail.path("total").asLong(0);
      if (size > 0 && line.path("status").asString("").startsWith("Downloading")) {
        sizes.put(layer, size);
        came.put(layer, detail.path("current").asLong(0));
      }
      tell();
    }

    private void tell() {
      long size = sizes.values().stream().mapToLong(Long::longValue).sum();
      long now = came.values().stream().mapToLong(Long::longValue).sum();
      int reached = size == 0 ? 0 : (int) (now * STEPS / size);
      if (reached > step) {
        step = reached;
        String share = size == 0 ? "" : ": " + sizes.size() + " layers, " + reached * 10 + " %";
        told.accept(new Preparation.Underway(CODE, "pulling the image " + image.text() + share));
      }
    }
  }
}
