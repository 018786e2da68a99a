package gatehouse.core.access;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * By what a caller is known. One shape for all kinds; what a kind does not use is null or empty.
 *
 * @param number a small number, for clients that expect one (the model's {@code credentialId})
 * @param subject whose it is
 * @param project the project it is good for, or null where its subject's own standing says
 * @param name what people call it: a token's name, a session's browser
 * @param role a token's role
 * @param selector a token's reach
 * @param workload the one workload a workload session opens
 * @param application the API application a consumer key belongs to, or the service account
 * @param rules the calls a consumer key covers
 * @param addresses where a consumer key may be used from; empty for anywhere
 * @param version counts renewals from 1
 * @param expiresAt when it ends by itself, or null
 */
public record Credential(
    UUID id,
    int number,
    Kind kind,
    Subject subject,
    @Nullable ProjectId project,
    String name,
    @Nullable RoleName role,
    Selector selector,
    @Nullable String workload,
    @Nullable Integer application,
    List<AccessRule> rules,
    List<AddressRange> addresses,
    int version,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant expiresAt) {

  public Credential {
    rules = List.copyOf(rules);
    addresses = List.copyOf(addresses);
  }

  /** One that may be used from anywhere, as all may that are no consumer key. */
  public Credential(
      UUID id,
      int number,
      Kind kind,
      Subject subject,
      @Nullable ProjectId project,
      String name,
      @Nullable RoleName role,
      Selector selector,
      @Nullable String workload,
      @Nullable Integer application,
      List<AccessRule> rules,
      int version,
      Instant createdAt,
      Instant updatedAt,
      @Nullable Instant expiresAt) {
    this(
        id,
        number,
        kind,
        subject,
        project,
        name,
        role,
        selector,
        workload,
        application,
        rules,
        List.of(),
        version,
        createdAt,
        updatedAt,
        expiresAt);
  }

  /** The kinds of credential. */
  public enum Kind {
    PASSWORD,
    TOKEN,
    PANEL_SESSION,
    CLI_SESSION,
    WORKLOAD_SESSION,
    /** The validated consumer key of an API application. */
    CONSUMER_KEY,
    /** A bearer got by the model's token call. */
    USER_TOKEN,
    /** An S3 key pair; its name is the access key. */
    S3_KEY,
    /** None: a workload that moves its data by the right of its maker. Never kept. */
    WORKLOAD,
    /** What the id and secret of an OAuth2 service account are known by; no bearer. */
    SERVICE_ACCOUNT,
    /** The bearer that a service account drew; it ends within the hour, and with the account. */
    SERVICE_TOKEN,
    /** A public key in the spec of a workload, good for that one; its name is its fingerprint. */
    SSH_KEY
  }

  /** Whether it may be used from an address; an unknown one is outside every range. */
  public boolean mayBeUsedFrom(String address) {
    byte[] bytes = AddressRange.bytes(address);
    return addresses.isEmpty() || addresses.stream().anyMatch(range -> range.contains(bytes));
  }

  /** Whether it has not ended by itself at a moment. */
  public boolean holdsAt(Instant now) {
    return expiresAt == null || now.isBefore(expiresAt);
  }
}
