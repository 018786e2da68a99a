/** The doors of a whole installation in memory, for the tests of the rooms below. */
package gatehouse.doors.api;
