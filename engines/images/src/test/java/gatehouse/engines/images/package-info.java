/** Trials of {@link gatehouse.engines.images}. */
package gatehouse.engines.images;
