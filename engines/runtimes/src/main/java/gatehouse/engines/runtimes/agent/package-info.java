/**
 * What runtimes on this machine share: runs kept by a keeper each, a program of ours that outlives
 * the server, and our PID 1 inside. Owns the data folder and all that is done over the dial socket.
 * Knows no users, no database and no HTTP, and not what makes the sandbox: that is each engine's
 * own, behind {@code Keeping} and {@code RunMaker.Planner}.
 *
 * <p>The data folder, closed to everybody else:
 *
 * <pre>
 * bin/agent-HASH     keeper and PID 1
 * runs/RUN/          one run: spec, options, command, token; pid, started, log, ended; warning, over,
 *                    stop, failed
 * s/XXXXXXXXXXXX     dial sockets
 * volumes/, caches/  the data of volumes
 * workspaces/ID      each workload's /workspace
 * backups/ID         what was saved of it
 * </pre>
 *
 * <p>A run's folder gets its name when it is complete, and a keeper takes it by linking {@code
 * pid}: of two that race one wins. A folder without {@code pid} was recorded and not started, and
 * the next server starts it; one with {@code pid} and neither a keeper nor {@code ended} is lost.
 */
@NullMarked
package gatehouse.engines.runtimes.agent;

import org.jspecify.annotations.NullMarked;
