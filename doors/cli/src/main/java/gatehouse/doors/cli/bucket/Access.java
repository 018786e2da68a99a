package gatehouse.doors.cli.bucket;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.objects.Keys;
import gatehouse.doors.cli.objects.Store;
import gatehouse.doors.cli.remote.Contexts;
import gatehouse.doors.cli.remote.Failure;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.remote.Route;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The options that say where a store is and what opens it; what they leave open is looked up. */
final class Access {
  private static final Route ME = new Route("/v1/gatehouse/me");

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "The S3 endpoint (else GATEHOUSE_S3_ENDPOINT, AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, else"
              + " what the server says, else its port 9000).")
  private @Nullable String endpoint;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Its region (else AWS_REGION, else local).")
  private @Nullable String region;

  @Option(
      names = "--access-key",
      paramLabel = "KEY",
      description = "The access key (else GATEHOUSE_S3_ACCESS_KEY, AWS_ACCESS_KEY_ID).")
  private @Nullable String accessKey;

  @Option(
      names = "--secret-key-from-env",
      paramLabel = "VARIABLE",
      description =
          "The variable with the secret key (else GATEHOUSE_S3_SECRET_KEY, AWS_SECRET_ACCESS_KEY).")
  private @Nullable String secretVariable;

  /** Opens a store. */
  Store open(Session session, String alias) {
    return new Store(keys(session, alias));
  }

  private Keys keys(Session session, String alias) {
    Map<String, String> here = session.world().environment();
    boolean given = endpoint != null || accessKey != null;
    if (!alias.equalsIgnoreCase(Place.LOCAL) && !given) {
      return ofDataStore(session, alias);
    }
    String access =
        first(here, accessKey, "GATEHOUSE_S3_ACCESS_KEY", "AWS_ACCESS_KEY_ID").orElse("");
    String secret =
        first(
                here,
                secretVariable == null ? null : here.getOrDefault(secretVariable, ""),
                "GATEHOUSE_S3_SECRET_KEY",
                "AWS_SECRET_ACCESS_KEY")
            .orElse("");
    if (access.isEmpty() || secret.isEmpty()) {
      return made(session, here);
    }
    return new Keys(endpoint(session, here), regionOf(here), access, secret);
  }

  /** A key of the user's own, made once and kept with the sign-in. */
  private Keys made(Session session, Map<String, String> here) {
    URI at = endpoint(session, here);
    Optional<Contexts.StorageKey> kept = session.contexts().storageKey(session.address());
    if (kept.isPresent()) {
      return new Keys(at, regionOf(here), kept.get().access(), kept.get().secret());
    }
    Remote remote = session.remote();
    JsonNode me = remote.get(ME);
    if (!me.path("kind").asString("").equals("user")) {
      throw new Failure(
          "Keys for object storage belong to users, and this is no user: sign in as one, or set"
              + " GATEHOUSE_S3_ACCESS_KEY and GATEHOUSE_S3_SECRET_KEY.");
    }
    Route keys =
        Route.of(
            "/v1/gatehouse/project/{}/user/{}/s3-key",
            session.project(),
            me.path("name").asString(""));
    JsonNode key = remote.post(keys);
    var made =
        new Contexts.StorageKey(key.path("access").asString(""), key.path("secret").asString(""));
    session.contexts().keepStorageKey(session.address(), made);
    session.contexts().save();
    session.terminal().remark("Made the S3 key " + made.access() + " and kept it here.");
    return new Keys(at, regionOf(here), made.access(), made.secret());
  }

  private URI endpoint(Session session, Map<String, String> here) {
    return first(here, endpoint, "GATEHOUSE_S3_ENDPOINT", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
        .map(Access::url)
        .or(() -> told(session))
        .orElseGet(() -> url("http://" + host(session) + ":9000"));
  }

  /** Where the server says that its endpoint is; empty where it says nothing. */
  private static Optional<URI> told(Session session) {
    try {
      Route all = Route.of("/v1/gatehouse/project/{}/data-store", session.project());
      for (JsonNode store : session.remote().get(all).values()) {
        if (store.path("alias").asString("").equalsIgnoreCase(Place.LOCAL)) {
          return Optional.of(store.path("endpoint").asString(""))
              .filter(text -> !text.isEmpty())
              .map(Access::url);
        }
      }
    } catch (Failure e) {
      // Not signed in, or not allowed to ask: the usual port it is.
    }
    return Optional.empty();
  }

  private static String host(Session session) {
    String host = URI.create(session.address().toString()).getHost();
    return host == null ? "localhost" : host;
  }

  private String regionOf(Map<String, String> here) {
    return first(here, region, "AWS_REGION", "AWS_DEFAULT_REGION").orElse("local");
  }

  private Keys ofDataStore(Session session, String alias) {
    JsonNode auth = session.remote().get(Route.of("/v1/data/auth/{}", alias));
    String url = auth.path("s3Url").asString("");
    if (url.isEmpty()) {
      throw new Failure("The data store " + alias + " is no S3 store: it has no buckets.");
    }
    return new Keys(
        url(url),
        auth.path("region").asString("local"),
        auth.path("accessKey").asString(""),
        auth.path("secretKey").asString(""));
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text);
      if (url.getHost() != null && url.getScheme().startsWith("http")) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one refusal below.
    }
    throw new Failure("\"" + text + "\" is no endpoint: write it as http://host:9000");
  }

  private static Optional<String> first(
      Map<String, String> here, @Nullable String option, String... variables) {
    if (option != null && !option.isBlank()) {
      return Optional.of(option);
    }
    for (String variable : variables) {
      String value = here.getOrDefault(variable, "");
      if (!value.isBlank()) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
