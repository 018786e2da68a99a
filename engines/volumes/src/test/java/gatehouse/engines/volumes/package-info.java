/** Tests of moving data, with real folders and buckets in memory. */
package gatehouse.engines.volumes;
