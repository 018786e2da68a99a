/**
 * Routes, guards, calls and replies: all that the doors on HTTP share. Says who calls, refuses what
 * is malformed, and puts refusals into statuses. Hides the HTTP library, and knows neither the
 * nouns of the APIs nor any engine.
 */
@NullMarked
package gatehouse.doors.web;

import org.jspecify.annotations.NullMarked;
