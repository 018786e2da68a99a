/**
 * Why a request was turned down: the one vocabulary of refusals that every rule speaks and every
 * door translates. Knows no protocol and no status code.
 */
@NullMarked
package gatehouse.core.refusal;

import org.jspecify.annotations.NullMarked;
