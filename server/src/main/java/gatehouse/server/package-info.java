/**
 * Puts the house together, once and by hand: reads the configuration, builds every object, starts
 * and stops them.
 */
@NullMarked
package gatehouse.server;

import org.jspecify.annotations.NullMarked;
