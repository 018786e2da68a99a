/**
 * What administrators and people do to access: users, roles, passwords, tokens, sessions,
 * applications, accounts. Each use case decides, changes in one transaction, and waits until the
 * change is in force everywhere.
 */
@NullMarked
package gatehouse.core.administration;

import org.jspecify.annotations.NullMarked;
