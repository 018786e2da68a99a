package gatehouse.core.administration;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.identity.Secret;

/** A session and its secret, which is readable nowhere else. */
public record IssuedSession(Caller caller, Credential session, Secret value) {}
