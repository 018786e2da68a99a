/**
 * The truth, kept in PostgreSQL: stores, revisions, the audit's chain, leases, and what nodes tell
 * each other; and a PostgreSQL of our own where none is given. The only room that knows SQL; it
 * decides nothing.
 */
@NullMarked
package gatehouse.engines.postgres;

import org.jspecify.annotations.NullMarked;
