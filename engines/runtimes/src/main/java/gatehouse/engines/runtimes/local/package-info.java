/**
 * The local runtime: each run in a bubblewrap sandbox of its own on this machine, without a daemon.
 * A small keeper process per run outlives the server and writes down what becomes of it; everything
 * here reads those files. Knows no users, no database and no HTTP.
 */
@NullMarked
package gatehouse.engines.runtimes.local;

import org.jspecify.annotations.NullMarked;
