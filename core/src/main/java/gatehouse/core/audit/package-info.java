/**
 * What happened: an append-only chain of lines, each carrying the hash of the one before, and what
 * the installation's key signs about it. Knows neither who may nor where it is kept.
 */
@NullMarked
package gatehouse.core.audit;

import org.jspecify.annotations.NullMarked;
