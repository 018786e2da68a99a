/* The loopback inside the sandbox, and the sockets that stand for ports of it. */
#ifndef GATEHOUSE_INSIDE_H
#define GATEHOUSE_INSIDE_H

#include <stdbool.h>
#include <stdint.h>

/* From now on a Unix socket stands for the port. */
void inside_add_route(uint16_t port, const char *socket_path);

/* The socket that stands for a port, or null. */
const char *inside_route(uint16_t port);

/* Begin to connect, without waiting; -1 where that failed at once. */
int inside_connect(uint16_t port, bool six);
int inside_connect_path(const char *path);

/* From now on only what stems from this process counts as listening: without a namespace the
 * loopback is everybody's. */
void inside_only_own(void);

/* Listens on a port of the loopback; -1 where that cannot be. */
int inside_listen(uint16_t port);

/* Whether something listens on the port. */
bool inside_listens(uint16_t port);

#endif
