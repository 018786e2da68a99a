/**
 * The front door: one port, from which the panel's hosts go to the web server and the workloads'
 * hosts to the workloads, each request decided and each connection cut when its right ends. Knows
 * no database and no route of the APIs.
 */
@NullMarked
package gatehouse.doors.gateway;

import org.jspecify.annotations.NullMarked;
