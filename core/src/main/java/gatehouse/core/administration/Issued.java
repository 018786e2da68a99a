package gatehouse.core.administration;

import gatehouse.core.access.Receipt;
import gatehouse.core.identity.Secret;

/** A user with a new password, which is readable nowhere else. */
public record Issued(UserWithRoles user, Secret password, Receipt receipt) {}
