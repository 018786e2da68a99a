/**
 * Where objects lie: in files under a folder. It owns their layout and promises that nobody ever
 * sees half an object; it knows nothing of who may.
 */
@NullMarked
package gatehouse.engines.objects;

import org.jspecify.annotations.NullMarked;
