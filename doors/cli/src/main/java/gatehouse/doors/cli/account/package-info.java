/** Accounts: who owns the installation. */
@NullMarked
package gatehouse.doors.cli.account;

import org.jspecify.annotations.NullMarked;
