/**
 * Password hashing with the reference implementation of Argon2. Knows nothing of who has which
 * password.
 */
@NullMarked
package gatehouse.engines.argon2;

import org.jspecify.annotations.NullMarked;
