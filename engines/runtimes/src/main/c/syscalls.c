#include "syscalls.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define OURS AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OURS AUDIT_ARCH_AARCH64
#else
#error "the filter knows the system calls of x86-64 and aarch64 only"
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define FAIL(error) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error))
/* The one instruction that follows is for this value alone. */
#define WHEN(value) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, 1)
#define DENY(name) WHEN(SYS_##name), FAIL(EPERM)

bool syscalls_narrow(void) {
  static const struct sock_filter PROGRAM[] = {
      /* The numbers below mean something else to another architecture, such as 32-bit code. */
      LOAD(arch),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OURS, 1, 0),
      FAIL(ENOSYS),
      LOAD(nr),
#ifdef __x86_64__
      /* x32: the same calls under other numbers. */
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
      FAIL(ENOSYS),
#endif
      /* No workload needs these, and each is a wide door into the kernel; io_uring could also open
       * a socket past this filter. */
      DENY(bpf),
      DENY(perf_event_open),
      DENY(kexec_load),
      DENY(kexec_file_load),
      DENY(init_module),
      DENY(finit_module),
      DENY(delete_module),
      DENY(add_key),
      DENY(request_key),
      DENY(keyctl),
      DENY(userfaultfd),
      DENY(mount),
      DENY(umount2),
      DENY(pivot_root),
      DENY(swapon),
      DENY(swapoff),
      DENY(reboot),
      DENY(open_by_handle_at),
      DENY(io_uring_setup),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 2, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socketpair, 1, 0),
      ALLOW,
      /* vsock, for one, knows no namespaces: it reaches the hypervisor. The family is an int, so
       * its lower half, first on both architectures, is all that the kernel looks at. */
      LOAD(args[0]),
      WHEN(AF_UNIX),
      ALLOW,
      WHEN(AF_INET),
      ALLOW,
      WHEN(AF_INET6),
      ALLOW,
      WHEN(AF_NETLINK),
      ALLOW,
      FAIL(EAFNOSUPPORT),
  };
  struct sock_fprog program = {sizeof PROGRAM / sizeof *PROGRAM, (struct sock_filter *)PROGRAM};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}
