package gatehouse.core.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An image that is here, unpacked.
 *
 * @param digest of the image, {@code sha256:…}
 * @param folder what a program finds as {@code /}; shared by all who run the image, and written by
 *     nobody
 * @param entrypoint what is started, before {@code command}
 * @param environment as the image wants it
 * @param workdir an absolute path inside
 */
public record ImageRoot(
    String digest,
    Path folder,
    List<String> entrypoint,
    List<String> command,
    Map<String, String> environment,
    String workdir) {
  public ImageRoot {
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** What is started where a run names no command of its own; may be empty. */
  public List<String> program() {
    var all = new java.util.ArrayList<>(entrypoint);
    all.addAll(command);
    return List.copyOf(all);
  }
}
