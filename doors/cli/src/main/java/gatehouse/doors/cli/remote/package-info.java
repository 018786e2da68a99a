/**
 * The one way to the server: addresses, credentials, requests, log streams, and failures in words.
 */
@NullMarked
package gatehouse.doors.cli.remote;

import org.jspecify.annotations.NullMarked;
