/* Which system calls the command and all that it starts may make. */
#ifndef GATEHOUSE_SYSCALLS_H
#define GATEHOUSE_SYSCALLS_H

#include <stdbool.h>

/* Narrows this process for good, across exec; false, with errno, where the kernel would not. */
bool syscalls_narrow(void);

#endif
