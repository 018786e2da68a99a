/** Tests of volumes, and fakes for those of others. */
package gatehouse.core.volume;
