/** Figures, each beside a peer or a limit measured in the same run. Nothing here is a test. */
@NullMarked
package gatehouse.benchmarks;

import org.jspecify.annotations.NullMarked;
