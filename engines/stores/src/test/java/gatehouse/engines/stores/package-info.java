/** Tests of what is sent to stores elsewhere. */
package gatehouse.engines.stores;
