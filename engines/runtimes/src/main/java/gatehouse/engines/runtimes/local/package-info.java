/**
 * The local runtime: each run in a bubblewrap sandbox of its own on this machine, without a daemon;
 * or, where none can be made and only if that is allowed, as plain processes of the server's user.
 * Knows no users, no database and no HTTP.
 *
 * <p>Processes of one run, none of which ends with the server:
 *
 * <pre>
 * agent keep     the keeper: its own session, no environment; writes log, started, ended
 *   bwrap        makes the sandbox as the workload's own user
 *     agent init PID 1 inside: reaps, passes signals on, forwards the dial socket
 *       command
 * </pre>
 *
 * <p>The data folder, closed to everybody else:
 *
 * <pre>
 * bin/agent-HASH     the program above
 * etc/               passwd, group, hosts for the inside
 * runs/RUN/          one run: spec, options, command, token; pid, started, log, ended; warning, over,
 *                    stop
 * s/XXXXXXXXXXXX     dial sockets
 * users/UID          link to the workload a user of this machine was given to
 * workspaces/ID      each workload's /workspace
 * backups/ID         what was saved of it
 * </pre>
 *
 * <p>A run's folder gets its name when it is complete, and a keeper takes it by linking {@code
 * pid}: of two that race one wins. A folder without {@code pid} was recorded and not started, and
 * the next server starts it; one with {@code pid} and neither a keeper nor {@code ended} is lost.
 */
@NullMarked
package gatehouse.engines.runtimes.local;

import org.jspecify.annotations.NullMarked;
