/**
 * Object stores elsewhere, by the S3 protocol: what a project brings along, and the one that this
 * installation keeps its own objects in where it is told to. Asks nothing that it was not given the
 * address of, and keeps nothing.
 */
@NullMarked
package gatehouse.engines.stores;

import org.jspecify.annotations.NullMarked;
