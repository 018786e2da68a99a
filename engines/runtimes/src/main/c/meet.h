/* A keeper and a PID 1 that was not made by it, in a container of some engine's: they meet once, at a
 * socket in a folder that both see. The keeper hands over the dial socket and where output goes; what
 * PID 1 says comes back over the same connection, and the end of one ends the other. */
#ifndef GATEHOUSE_MEET_H
#define GATEHOUSE_MEET_H

#include <stdbool.h>

/* What the keeper asks over the connection, a byte each. */
enum { ASK_TERM = 'T', ASK_KILL = 'K' };

/* Listens where PID 1 comes; -1 where that cannot be. */
int meet_listen(const char *path);

/* Takes the one who came and hands over; the connection, or -1 while nobody has come. */
int meet_welcome(int listener, int dial, int sink);

/* From inside: goes there and takes what is handed over, to STATUS_FD, DIAL_FD, 1 and 2. */
bool meet_join(const char *path);

/* From inside: how often the kernel killed for memory here. */
long meet_oom_kills(void);

#endif
