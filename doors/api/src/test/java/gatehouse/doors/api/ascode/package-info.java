/** Tests of actions said as code. */
package gatehouse.doors.api.ascode;
