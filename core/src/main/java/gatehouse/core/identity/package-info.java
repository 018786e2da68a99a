/**
 * Who there is: projects, users, accounts, and the secrets by which they are known. Decides
 * nothing; knows neither roles nor doors nor storage.
 */
@NullMarked
package gatehouse.core.identity;

import org.jspecify.annotations.NullMarked;
