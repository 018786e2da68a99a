/**
 * Runs of other nodes: what this node asks them for, and what it does for them when they ask.
 *
 * <p>A run is all that can be done with its dial socket, its log, and the headers its own port
 * wants to see. A node that is to reach a run elsewhere has a socket of its own for it, whose
 * connections go through TLS to the run's home and there to the dial socket. Both ends know each
 * other by one key, which the nodes of an installation share; who may reach what is decided at the
 * node that asks, and that alone.
 */
@NullMarked
package gatehouse.engines.runtimes.far;

import org.jspecify.annotations.NullMarked;
