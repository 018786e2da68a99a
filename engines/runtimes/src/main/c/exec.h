/* Commands beside the run's own. */
#ifndef GATEHOUSE_EXEC_H
#define GATEHOUSE_EXEC_H

#include <sys/resource.h>

/* Serves one client in a process made for it, with the limit of open files that commands have; never
 * returns. */
void exec_serve(int from, const struct rlimit *files) __attribute__((noreturn));

#endif
