#ifndef GATEHOUSE_PLAIN_H
#define GATEHOUSE_PLAIN_H

#include <stdbool.h>

/* Does what bwrap would have done of it without a sandbox: the folder and the environment that
 * OPTIONS_FD names, the report on INFO_FD; and sees to it that we end with our parent. */
bool plain_begin(void);

/* The signal that says that the keeper is gone. */
int plain_orphaned(void);

#endif
