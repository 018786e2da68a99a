/**
 * Who may do what, and how a right ends: roles, permissions, the one place that decides, what a
 * node knows of its callers, and the connections that stand on a right. Owns revisions, leases, the
 * barrier and the receipt. Knows no workload, no protocol and no database.
 */
@NullMarked
package gatehouse.core.access;

import org.jspecify.annotations.NullMarked;
