/** Tests of the model's {@code /v1} API, over real sockets and a runtime that does as told. */
package gatehouse.doors.api.ai;
