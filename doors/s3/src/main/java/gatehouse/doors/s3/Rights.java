package gatehouse.doors.s3;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.NodeLease;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.administration.S3Keys;
import gatehouse.core.administration.Uses;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Seal;
import gatehouse.core.identity.Secret;
import java.time.InstantSource;
import java.util.Optional;

/** Who signs with a key, and what they may: all of it as this node knows it now. */
public final class Rights {
  private final PrincipalView view;
  private final NodeLease lease;
  private final Uses uses;
  private final Seal seal;
  private final InstantSource clock;

  public Rights(PrincipalView view, NodeLease lease, Uses uses, Seal seal, InstantSource clock) {
    this.view = view;
    this.lease = lease;
    this.uses = uses;
    this.seal = seal;
    this.clock = clock;
  }

  /** Somebody who has an access key, and the secret that they must have signed with. */
  record Signer(Caller caller, ProjectId project, Secret secret) {}

  /** Whose access key it is; empty for an unknown or ended one. */
  Optional<Signer> signer(String access) {
    Caller caller = view.caller(S3Keys.fingerprint(access)).orElse(null);
    Credential key = caller == null ? null : caller.credentialOrNull();
    if (caller == null
        || key == null
        || key.kind() != Credential.Kind.S3_KEY
        || key.project() == null
        || !key.holdsAt(clock.instant())) {
      return Optional.empty();
    }
    ProjectId project = key.project();
    return view.principal(key.subject())
        .map(principal -> principal.storage().sealedSecrets().get(key.id()))
        .map(secret -> new Signer(caller, project, S3Keys.open(seal, access, secret)));
  }

  /** Notes that a key was used. */
  void used(Signer signer) {
    Credential key = signer.caller.credentialOrNull();
    if (key != null) {
      uses.used(key.id(), clock.instant());
    }
  }

  NodeLease lease() {
    return lease;
  }
}
