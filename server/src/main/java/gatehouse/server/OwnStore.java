package gatehouse.server;

import gatehouse.core.identity.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The S3 store elsewhere that keeps this installation's objects.
 *
 * @param url http or https, a host, and no path
 */
record OwnStore(URI url, String region, String accessKey, Secret secret) {
  private static final Setting[] ITS_OWN = {
    Setting.OBJECT_STORE_REGION,
    Setting.OBJECT_STORE_ACCESS_KEY,
    Setting.OBJECT_STORE_SECRET_KEY,
    Setting.OBJECT_STORE_SECRET_KEY_FILE
  };

  /** Empty where objects are kept in a folder; faults are noted. */
  static Optional<OwnStore> read(Settings settings) {
    Optional<String> url = settings.text(Setting.OBJECT_STORE_URL);
    if (url.isEmpty()) {
      for (Setting each : ITS_OWN) {
        if (settings.text(each).isPresent()) {
          settings.fault(each.key() + ": means nothing without object-store-url");
        }
      }
      return Optional.empty();
    }
    Optional<String> accessKey = settings.text(Setting.OBJECT_STORE_ACCESS_KEY);
    Optional<Secret> secret = secret(settings);
    if (accessKey.isEmpty() || secret.isEmpty()) {
      settings.fault(
          "object-store-url: give object-store-access-key, and object-store-secret-key-file or the"
              + " variable "
              + Setting.OBJECT_STORE_SECRET_KEY.variable());
      return Optional.empty();
    }
    String bare = url.get().endsWith("/") ? url.get().replaceAll("/+$", "") : url.get();
    if (!bare.matches("https?://[^/\\s?#@]+")) {
      settings.fault("object-store-url: http:// or https:// and a host, without a path");
      return Optional.empty();
    }
    URI there = URI.create(bare);
    if (there.getScheme().equals("http") && !settings.isOn(Setting.INSECURE_HTTP)) {
      Config.refuseIfOthersReach(settings, "object-store-url", there.getHost(), "objects");
    }
    String region = settings.text(Setting.OBJECT_STORE_REGION).orElse("us-east-1");
    return Optional.of(new OwnStore(there, region, accessKey.get(), secret.get()));
  }

  private static Optional<Secret> secret(Settings settings) {
    Optional<Path> file = settings.existingFile(Setting.OBJECT_STORE_SECRET_KEY_FILE);
    Optional<String> text = settings.text(Setting.OBJECT_STORE_SECRET_KEY);
    if (file.isPresent()) {
      try {
        text = Optional.of(Files.readString(file.get()));
      } catch (IOException e) {
        settings.fault("object-store-secret-key-file: " + file.get() + " cannot be read");
      }
    }
    return text.map(String::strip).filter(each -> !each.isEmpty()).map(Secret::new);
  }
}
