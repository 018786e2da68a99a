package gatehouse.doors.gateway;

import com.nimbusds.jwt.JWTClaimsSet;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Caller.Machine;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Grant;
import gatehouse.core.access.Standing;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells a workload who calls: in plain headers, and in a short-lived signed token that only it
 * should accept. Signed once a minute and caller, so that it costs a request next to nothing.
 */
final class IdentityHeaders {
  private static final AsciiString USER = AsciiString.cached("X-Gatehouse-User");
  private static final AsciiString ROLES = AsciiString.cached("X-Gatehouse-Roles");
  private static final AsciiString IDENTITY = AsciiString.cached("X-Gatehouse-Identity");
  private static final Duration GOOD_FOR = Duration.ofMinutes(5);
  private static final long RENEWED_AFTER_MILLIS = Duration.ofMinutes(1).toMillis();
  private static final int MOST_KEPT = 10_000;

  private final IdentityKeys keys;
  private final String issuer;
  private final InstantSource clock;
  private final ConcurrentHashMap<Key, Signed> kept = new ConcurrentHashMap<>();

  IdentityHeaders(IdentityKeys keys, String issuer, InstantSource clock) {
    this.keys = keys;
    this.issuer = issuer;
    this.clock = clock;
  }

  /** Adds who calls; nothing for nobody. */
  void add(HttpHeaders headers, Caller caller, UUID workload) {
    Standing standing = caller.standingOrNull();
    Credential credential = caller.credentialOrNull();
    if (standing == null || credential == null) {
      return;
    }
    var key = new Key(credential.id(), workload);
    Signed signed = kept.get(key);
    long now = clock.millis();
    if (signed == null || !signed.isGoodFor(standing, credential, now)) {
      signed = sign(caller, standing, credential, workload, now);
      if (kept.size() >= MOST_KEPT) {
        kept.clear();
      }
      kept.put(key, signed);
    }
    headers.set(USER, signed.user);
    headers.set(ROLES, signed.roles);
    headers.set(IDENTITY, signed.token);
  }

  private Signed sign(
      Caller caller, Standing standing, Credential credential, UUID workload, long now) {
    Instant at = Instant.ofEpochMilli(now);
    List<String> roles = roles(caller, standing, at);
    String user = standing.name().value();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(standing.subject().toString())
            .audience(workload.toString())
            .issueTime(Date.from(at))
            .notBeforeTime(Date.from(at.minusSeconds(30)))
            .expirationTime(Date.from(at.plus(GOOD_FOR)))
            .jwtID(UUID.randomUUID().toString())
            .claim("name", user)
            .claim("roles", roles)
            .build();
    return new Signed(standing, credential, user, String.join(",", roles), keys.sign(claims), now);
  }

  /** A token's only role is its own; an account governs everything. */
  private static List<String> roles(Caller caller, Standing standing, Instant now) {
    if (caller instanceof Machine machine) {
      var role = machine.token().role();
      return role == null ? List.of() : List.of(role.value());
    }
    if (standing.isAccount()) {
      return List.of("administrator");
    }
    var roles = new ArrayList<String>();
    for (Grant grant : standing.grants()) {
      if (grant.holdsAt(now)) {
        roles.add(grant.role().name().value());
      }
    }
    return roles;
  }

  private record Key(UUID credential, UUID workload) {}

  private record Signed(
      Standing standing,
      Credential credential,
      String user,
      String roles,
      String token,
      long signedAt) {

    /** A changed standing is another object: what a node knows is dropped, never edited. */
    @SuppressWarnings("ReferenceEquality")
    boolean isGoodFor(Standing present, Credential presented, long now) {
      return standing == present
          && credential.version() == presented.version()
          && now - signedAt < RENEWED_AFTER_MILLIS
          && now >= signedAt;
    }
  }
}
