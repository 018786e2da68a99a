/**
 * Tests of the PostgreSQL room: the contracts of core, and what only a real database can get wrong.
 */
package gatehouse.engines.postgres;
