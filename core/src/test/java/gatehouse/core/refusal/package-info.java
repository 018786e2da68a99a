/** What tests say about refusals. */
@NullMarked
package gatehouse.core.refusal;

import org.jspecify.annotations.NullMarked;
