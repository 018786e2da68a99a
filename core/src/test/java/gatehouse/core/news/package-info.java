/** Tests of what has changed lately. */
package gatehouse.core.news;
