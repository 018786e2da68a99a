/** Tests of workloads, and the fakes and contract that other rooms inherit. */
package gatehouse.core.workload;
