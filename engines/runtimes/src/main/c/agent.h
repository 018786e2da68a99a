/* The sandbox's agent: one static program, three parts.
 *
 *   agent keep …   outside: starts one sandbox, outlives the server, writes down how the run ended.
 *   agent init …   inside, as PID 1: starts the command, reaps, passes signals on, forwards ports.
 *   agent weigh … outside: says how much of the disk a workspace takes.
 *
 * The first two talk over a pipe (STATUS_FD) that the command never sees. */
#ifndef GATEHOUSE_AGENT_H
#define GATEHOUSE_AGENT_H

#include <stdbool.h>
#include <stdint.h>

/* Where the keeper leaves what it hands to bwrap and to the agent inside. */
enum { STATUS_FD = 3, DIAL_FD = 4, OPTIONS_FD = 5, INFO_FD = 6 };

int keep(int argc, char **argv);
int init(int argc, char **argv);
int weigh(int argc, char **argv);

/* The way in: connections of the dial socket, forwarded to ports inside. */
void dial_open(int epoll, int listener);
/* The way out: a port of the loopback inside, led to a socket; false where it cannot be had. */
bool dial_exit(uint16_t port, const char *path);
/* Handles one event whose epoll data is not 0. */
void dial_event(void *tag, uint32_t events);
/* Goes on with what an earlier turn left; gives the time until the next turn in ms, -1 for "any". */
int dial_turn(void);
void dial_stop_accepting(void);
bool dial_idle(void);

/* Gives a client of the dial socket to a process of its own, which runs a command for it. */
void exec_begin(int client);

int64_t now_ms(void);

#endif
