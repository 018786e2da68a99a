package gatehouse.core.administration;

import gatehouse.core.access.Credential;
import gatehouse.core.identity.Secret;

/** A token and its value, which is readable nowhere else. */
public record IssuedToken(Credential token, Secret value) {}
