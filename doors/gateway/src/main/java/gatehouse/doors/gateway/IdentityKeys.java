package gatehouse.doors.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import gatehouse.core.identity.Secret;
import java.text.ParseException;

/**
 * The key under which the front door tells a workload who calls (ES256), and its public half, by
 * which the workload can check that.
 */
public final class IdentityKeys {
  private final ECKey key;
  private final JWSSigner signer;
  private final JWSHeader header;

  private IdentityKeys(ECKey key) {
    this.key = key;
    try {
      this.signer = new ECDSASigner(key);
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java does not sign with P-256", e);
    }
    this.header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(com.nimbusds.jose.JOSEObjectType.JWT)
            .keyID(key.getKeyID())
            .build();
  }

  /** A fresh key. */
  public static IdentityKeys draw() {
    try {
      return new IdentityKeys(
          new ECKeyGenerator(Curve.P_256)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .keyIDFromThumbprint(true)
              .generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java has no P-256", e);
    }
  }

  /** The key that {@link #secretJwk} wrote: one for all nodes of an installation. */
  public static IdentityKeys of(Secret jwk) {
    try {
      return new IdentityKeys(ECKey.parse(jwk.value()));
    } catch (ParseException e) {
      throw new IllegalArgumentException("that is no EC key in JWK form", e);
    }
  }

  /** The key with its secret half, to be kept sealed. */
  public Secret secretJwk() {
    return new Secret(key.toJSONString());
  }

  /** The public keys as served at {@code /.well-known/jwks.json}. */
  public String jwksJson() {
    return new JWKSet(key.toPublicJWK()).toString(true);
  }

  String sign(JWTClaimsSet claims) {
    var jwt = new SignedJWT(header, claims);
    try {
      jwt.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("signing with our own key failed", e);
    }
    return jwt.serialize();
  }
}
