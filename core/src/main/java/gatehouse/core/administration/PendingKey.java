package gatehouse.core.administration;

import gatehouse.core.identity.Secret;

/**
 * A consumer key that waits for somebody to accept it.
 *
 * @param validation the code of the validation link
 */
public record PendingKey(Secret consumerKey, Secret validation) {}
