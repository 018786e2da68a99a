#ifndef GATEHOUSE_LAUNCH_H
#define GATEHOUSE_LAUNCH_H

#include <sys/types.h>

enum { LAUNCH_LIST = 96 };

/* What the keeper was told about one sandbox. */
struct launch {
  const char *run;                 /* the run's folder */
  const char *socket;              /* where the dial socket is made */
  const char *meet;                /* where a PID 1 made by somebody else comes, or null */
  const char *oom_file;            /* tells how often the kernel killed for memory, or null */
  const char *join[LAUNCH_LIST];   /* cgroup.procs files to be joined */
  const char *tree[LAUNCH_LIST];   /* cgroups to be removed at the end */
  const char *stage[LAUNCH_LIST];  /* NAME=PATH: shown to bwrap as /tmp/NAME */
  char *environment[LAUNCH_LIST];  /* of the program, not of what runs inside */
  int joins, trees, stages, variables;
  long processes;                  /* RLIMIT_NPROC, or 0 */
  unsigned long long data;         /* RLIMIT_DATA, or 0 */
  uid_t uid;                       /* 0: stay who we are */
  char **program;
  int dial, options;
};

/* Reads "--run DIR … --"; gives how many arguments that took, or -1 after saying what is wrong. */
int launch_read(struct launch *launch, int argc, char **argv);

/* Becomes the sandbox; never returns. */
void launch_sandbox(const struct launch *launch, int status, int info) __attribute__((noreturn));

void umask_private(void);

#endif
