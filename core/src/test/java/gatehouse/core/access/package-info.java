/** Tests of access, and the fakes and contracts that other rooms inherit. */
package gatehouse.core.access;
