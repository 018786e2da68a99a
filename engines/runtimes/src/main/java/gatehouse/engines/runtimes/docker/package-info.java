/**
 * Runs in containers of Docker or Podman, over the HTTP API at their Unix socket. The engine makes
 * and removes containers, pulls images and counts; everything else (output, ports, commands beside,
 * the way out, how it ended) goes through our own PID 1 inside and its keeper outside, as with
 * every runtime on this machine. Knows no users and no database, nor the other engines.
 *
 * <pre>
 * agent keep     the keeper: no child, it is met at a socket both see
 * (the engine's own processes)
 *   agent init   PID 1 of the container, without a network
 *     command
 * </pre>
 *
 * <p>A container is named by its run and made by whoever gets there first. Started once more it
 * does nothing: the keeper is met once.
 */
@NullMarked
package gatehouse.engines.runtimes.docker;

import org.jspecify.annotations.NullMarked;
