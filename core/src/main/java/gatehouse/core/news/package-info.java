/**
 * What has changed lately, numbered, so that whoever follows can be told at once and catch up after
 * a break. Knows that something changed, not what; who may hear of it is decided by who tells.
 */
@NullMarked
package gatehouse.core.news;

import org.jspecify.annotations.NullMarked;
