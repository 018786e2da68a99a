/**
 * The local runtime: each run in a bubblewrap sandbox of its own on this machine, without a daemon;
 * or, where none can be made and only if that is allowed, as plain processes of the server's user.
 * Knows no users, no database and no HTTP, nor the other engines.
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
 * <p>Beside what the agent's room keeps in the data folder:
 *
 * <pre>
 * etc/               passwd, group, hosts for the inside
 * users/UID          link to the workload a user of this machine was given to
 * </pre>
 */
@NullMarked
package gatehouse.engines.runtimes.local;

import org.jspecify.annotations.NullMarked;
