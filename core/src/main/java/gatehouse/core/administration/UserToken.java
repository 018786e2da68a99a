package gatehouse.core.administration;

import gatehouse.core.access.Credential;
import gatehouse.core.identity.Secret;

/**
 * A token that acts as a user for a day.
 *
 * @param owner whose it is, with their roles at this moment
 */
public record UserToken(UserWithRoles owner, Credential session, Secret value) {}
