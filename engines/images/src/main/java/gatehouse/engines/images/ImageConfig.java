package gatehouse.engines.images;

import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.core.image.ImageRoot;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an image says about itself.
 *
 * @param layers the digests of its layers once they are decompressed, the lowest first
 * @param workdir absolute, without {@code ..}
 */
record ImageConfig(
    String platform,
    List<String> layers,
    List<String> entrypoint,
    List<String> command,
    Map<String, String> environment,
    String workdir) {
  private static final String USUAL_WORKDIR = "/workspace";

  static ImageConfig read(byte[] bytes) throws Fault {
    JsonNode all = Documents.read(bytes, "configuration");
    JsonNode config = all.path("config");
    var environment = new LinkedHashMap<String, String>();
    for (String variable : Documents.texts(config.path("Env"))) {
      int equals = variable.indexOf('=');
      if (equals > 0 && variable.indexOf('\0') < 0) {
        environment.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    return new ImageConfig(
        all.path("os").asText("linux") + "/" + all.path("architecture").asText("unknown"),
        Documents.texts(all.path("rootfs").path("diff_ids")),
        Documents.texts(config.path("Entrypoint")),
        Documents.texts(config.path("Cmd")),
        environment,
        workdir(config.path("WorkingDir").asText("")));
  }

  ImageRoot root(String digest, Path folder) {
    return new ImageRoot(digest, folder, entrypoint, command, environment, workdir);
  }

  boolean isForThisMachine() {
    return platform.equals(Platform.SYSTEM + "/" + Platform.cpu());
  }

  private static String workdir(String given) throws Fault {
    if (given.isEmpty() || given.equals("/")) {
      return USUAL_WORKDIR;
    }
    String absolute = given.startsWith("/") ? given : "/" + given;
    if (List.of(absolute.split("/", -1)).contains("..") || absolute.indexOf('\0') >= 0) {
      throw Fault.bad("its working directory is " + given);
    }
    return absolute;
  }
}
