package gatehouse.engines.images;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate.ContentDescriptorTemplate;
import com.google.cloud.tools.jib.image.json.ManifestListTemplate;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import com.google.cloud.tools.jib.registry.RegistryClient;
import gatehouse.core.image.ImageName;
import gatehouse.core.image.RegistryLogin;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An image of a registry, by Jib's client. Plain HTTP is spoken with this machine alone. */
final class RegistrySource implements ImageSource {
  private static final String AGENT = "gatehouse";

  private final ImageName.Remote image;
  private final FailoverHttpClient http;
  private final RegistryClient client;
  private final boolean known;

  /**
   * @param plain whether the registry may be spoken with over plain HTTP
   */
  RegistrySource(ImageName.Remote image, Optional<RegistryLogin> login, boolean plain) {
    this.image = image;
    this.known = login.isPresent();
    this.http = new FailoverHttpClient(plain, plain, event -> {});
    var factory =
        RegistryClient.factory(
            EventHandlers.NONE, address(image.registry()), image.repository(), http);
    factory.setUserAgent(AGENT);
    login.ifPresent(
        account ->
            factory.setCredential(Credential.from(account.username(), account.password().value())));
    this.client = factory.newRegistryClient();
  }

  @Override
  public Manifest manifest() throws IOException {
    try {
      authenticate();
      ManifestAndDigest<ManifestTemplate> found = pull(image.reference());
      ManifestTemplate manifest = found.getManifest();
      if (manifest instanceof ManifestListTemplate list) {
        List<String> fitting = list.getDigestsForPlatform(Platform.cpu(), Platform.SYSTEM);
        if (fitting.isEmpty()) {
          throw Platform.wrong(image.text(), "other machines");
        }
        manifest = pull(fitting.getFirst()).getManifest();
      }
      if (!(manifest instanceof BuildableManifestTemplate whole)) {
        throw Fault.bad("the image " + image.text() + " is of a kind from before 2016");
      }
      return read(whole);
    } catch (RegistryException e) {
      throw fault(e);
    } catch (IOException e) {
      throw fault(e);
    }
  }

  @Override
  public void copy(Piece piece, OutputStream to) throws IOException {
    try {
      var _ =
          client
              .pullBlob(DescriptorDigest.fromDigest(piece.digest()), size -> {}, bytes -> {})
              .writeTo(to);
    } catch (DigestException e) {
      throw Fault.bad("it names a piece by something else than a SHA-256 digest");
    } catch (IOException e) {
      throw fault(e);
    }
  }

  @Override
  public void close() throws IOException {
    http.shutDown();
  }

  /** As Docker's own client does: with an account at once, and otherwise only where it is asked. */
  private void authenticate() throws IOException, RegistryException {
    if (!client.doPullBearerAuth() && known) {
      client.configureBasicAuth();
    }
  }

  private ManifestAndDigest<ManifestTemplate> pull(String reference)
      throws IOException, RegistryException {
    ManifestAndDigest<ManifestTemplate> found = client.pullManifest(reference);
    if (reference.startsWith("sha256:") && !found.getDigest().toString().equals(reference)) {
      throw Fault.bad(
          "its manifest is not what it should be: its digest is %s instead of %s"
              .formatted(found.getDigest(), reference));
    }
    return found;
  }

  private static Manifest read(BuildableManifestTemplate manifest) throws Fault {
    ContentDescriptorTemplate config = manifest.getContainerConfiguration();
    if (config == null || config.getDigest() == null) {
      throw Fault.bad("its manifest names no configuration");
    }
    var layers = new ArrayList<Piece>();
    for (ContentDescriptorTemplate layer : manifest.getLayers()) {
      layers.add(piece(layer));
    }
    return new Manifest(piece(config), layers);
  }

  private static Piece piece(ContentDescriptorTemplate descriptor) throws Fault {
    if (descriptor.getDigest() == null) {
      throw Fault.bad("its manifest names a piece without a digest");
    }
    String digest = descriptor.getDigest().toString();
    return new Piece(digest, descriptor.getSize(), digest);
  }

  private Fault fault(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Fault fault) {
        return fault;
      }
      if (cause instanceof RegistryUnauthorizedException) {
        return refused();
      }
      if (cause instanceof ResponseException answer) {
        return fault(answer.getStatusCode());
      }
      if (cause.getClass().getSimpleName().equals("UnexpectedBlobDigestException")) {
        return Fault.bad("a layer is not what it should be: " + cause.getMessage());
      }
    }
    return new Fault(
        Fault.UNAVAILABLE,
        "the registry %s cannot be reached (%s)"
            .formatted(
                image.registry(),
                e.getClass().getSimpleName()
                    + (e.getMessage() == null ? "" : ": " + e.getMessage())),
        true);
  }

  private Fault fault(int status) {
    return switch (status) {
      case 401, 403 -> refused();
      case 404 ->
          new Fault(
              Fault.REFUSED,
              "there is no image %s at %s".formatted(image.text(), image.registry()),
              false);
      case 429 ->
          new Fault(
              Fault.UNAVAILABLE,
              "the registry %s asks for fewer requests (429): add an account with registry add"
                  .formatted(image.registry()),
              true);
      default ->
          new Fault(
              Fault.UNAVAILABLE,
              "the registry %s answered %d".formatted(image.registry(), status),
              status >= 500);
    };
  }

  private Fault refused() {
    return new Fault(
        Fault.REFUSED,
        known
            ? "the registry %s does not let the project's account read %s"
                .formatted(image.registry(), image.repository())
            : "the registry %s wants an account for %s, or has no such image: add one with registry add"
                .formatted(image.registry(), image.repository()),
        false);
  }

  private static String address(String registry) {
    return registry.equals(ImageName.USUAL_REGISTRY) ? "registry-1.docker.io" : registry;
  }
}
