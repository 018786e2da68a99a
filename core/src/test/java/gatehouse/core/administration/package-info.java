/** Tests of administration, and the fake and contract that other rooms inherit. */
package gatehouse.core.administration;
