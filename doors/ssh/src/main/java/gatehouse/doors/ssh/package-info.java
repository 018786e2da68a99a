/**
 * The SSH door: who holds a key that stands in a workload's spec gets a shell, commands and files
 * inside that workload, as far as whom the key stands for may, and no moment longer. The protocol
 * itself is Apache MINA SSHD's. It knows nothing of sandboxes.
 */
@NullMarked
package gatehouse.doors.ssh;

import org.jspecify.annotations.NullMarked;
