package gatehouse.core.administration;

import gatehouse.core.access.Receipt;

/** A user as they are after a change, and what it did. */
public record Changed(UserWithRoles user, Receipt receipt) {}
