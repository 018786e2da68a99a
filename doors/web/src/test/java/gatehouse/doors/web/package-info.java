/**
 * Tests of routes, guards and replies over real sockets, and the installation that other rooms test
 * with.
 */
package gatehouse.doors.web;
