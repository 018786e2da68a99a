#ifndef GATEHOUSE_KEEP_H
#define GATEHOUSE_KEEP_H

#include <stdbool.h>
#include <sys/types.h>

/* Opens the log and a pipe into it; gives the end to be watched, and the end to be written to. */
int log_open(uid_t owner, int *sink);

/* Moves what has come; false when nobody can write any more. */
bool log_pump(void);

/* Moves all that is left, once nobody can write any more. */
void log_finish(void);

#endif
