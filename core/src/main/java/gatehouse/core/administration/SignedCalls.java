package gatehouse.core.administration;

import gatehouse.core.access.Application;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.Seal;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Verifies signed calls. The refusals carry the model's error code in {@link Forbidden#missing()}
 * or {@link Invalid#field()}, and its text.
 */
public final class SignedCalls {
  /** How far a client's clock may be off. */
  static final Duration SKEW = Duration.ofMinutes(5);

  private final AdministrationStore store;
  private final PrincipalView view;
  private final Seal seal;
  private final InstantSource clock;

  public SignedCalls(
      AdministrationStore store, PrincipalView view, Seal seal, InstantSource clock) {
    this.store = store;
    this.view = view;
    this.seal = seal;
    this.clock = clock;
  }

  /**
   * The caller of a signed call whose signature is right, whose clock is near, whose addresses hold
   * where it comes from and whose rules cover it.
   *
   * @throws Refused with the code and text of {@code users-api.md}, 1.8
   */
  public Caller caller(SignedCall call) {
    Fingerprint key = Fingerprint.of(call.consumerKey());
    Caller caller = view.caller(key).orElseThrow(() -> unknown(call, key));
    Credential credential = caller.credentialOrNull();
    if (credential == null || credential.kind() != Credential.Kind.CONSUMER_KEY) {
      throw new Refused(new Forbidden("NOT_CREDENTIAL", "This credential does not exist"));
    }
    Application application = application(call, credential);
    requireNear(call.timestamp());
    Secret secret =
        seal.open(
            Base64.getDecoder().decode(application.sealedSecret()),
            Applications.context(application.key()));
    if (call.urls().stream().noneMatch(url -> isRight(call, secret, url))) {
      throw new Refused(new Invalid("INVALID_SIGNATURE", "Invalid signature"));
    }
    if (!credential.mayBeUsedFrom(call.address())) {
      throw new Refused(
          new Forbidden(
              "NOT_GRANTED_CALL",
              "This call has not been granted: the credential may not be used from "
                  + call.address()));
    }
    if (credential.rules().stream()
        .noneMatch(rule -> rule.covers(call.method(), call.rulePath()))) {
      throw new Refused(new Forbidden("NOT_GRANTED_CALL", "This call has not been granted"));
    }
    return caller;
  }

  private Refused unknown(SignedCall call, Fingerprint key) {
    if (store
        .application(call.applicationKey())
        .filter(found -> !found.isServiceAccount())
        .isEmpty()) {
      return new Refused(new Forbidden("INVALID_KEY", "This application key is invalid"));
    }
    return store.pendingByKey(key).isPresent()
        ? new Refused(new Forbidden("INVALID_CREDENTIAL", "This credential is not valid"))
        : new Refused(new Forbidden("NOT_CREDENTIAL", "This credential does not exist"));
  }

  private Application application(SignedCall call, Credential credential) {
    Optional<Application> own =
        view.principal(credential.subject()).stream()
            .flatMap(principal -> principal.applications().stream())
            .filter(a -> credential.application() != null && a.id() == credential.application())
            .filter(a -> a.key().equals(call.applicationKey()))
            .findFirst();
    return own.orElseThrow(
        () -> new Refused(new Forbidden("INVALID_KEY", "This application key is invalid")));
  }

  private void requireNear(String timestamp) {
    long seconds;
    try {
      seconds = Long.parseLong(timestamp);
    } catch (NumberFormatException e) {
      throw new Refused(new Invalid("QUERY_TIME_OUT", "Query out of time"));
    }
    long now = clock.instant().getEpochSecond();
    if (seconds < now - SKEW.toSeconds() || seconds > now + SKEW.toSeconds()) {
      throw new Refused(new Invalid("QUERY_TIME_OUT", "Query out of time"));
    }
  }

  private static boolean isRight(SignedCall call, Secret secret, String url) {
    String signed =
        String.join(
            "+",
            secret.value(),
            call.consumerKey(),
            call.method(),
            url,
            call.body(),
            call.timestamp());
    String expected = "$1$" + sha1(signed);
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8),
        call.signature().getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-1 because the model's clients sign with it; nothing of ours does. */
  private static String sha1(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
