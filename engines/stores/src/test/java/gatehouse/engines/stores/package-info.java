/** Tests of the folders that objects lie in. */
package gatehouse.engines.stores;
