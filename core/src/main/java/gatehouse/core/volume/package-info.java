/**
 * Volumes: what data a workload has under which path, and what has to move so that a folder and a
 * bucket are alike. Plans only; knows neither where folders lie nor how objects travel.
 */
@NullMarked
package gatehouse.core.volume;

import org.jspecify.annotations.NullMarked;
