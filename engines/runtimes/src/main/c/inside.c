#include "inside.h"
#include "family.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { ROUTES = 8, KNOWN = 16 };

/* Sockets found to be our family's; the kernel gives no number twice. */
static unsigned long known[KNOWN];
static int knows;
static bool only_own;

void inside_only_own(void) { only_own = true; }

static bool is_own(unsigned long socket) {
  for (int i = 0; i < KNOWN; i++) {
    if (known[i] == socket) return true;
  }
  if (!family_holds(socket)) return false;
  known[knows++ % KNOWN] = socket;
  return true;
}

static struct { uint16_t port; const char *path; } routes[ROUTES];
static int routed;

void inside_add_route(uint16_t port, const char *socket_path) {
  if (routed == ROUTES) return;
  routes[routed].port = port;
  routes[routed++].path = socket_path;
}

const char *inside_route(uint16_t port) {
  for (int i = 0; i < routed; i++) {
    if (routes[i].port == port) return routes[i].path;
  }
  return NULL;
}

int inside_connect(uint16_t port, bool six) {
  if (only_own && !inside_listens(port)) return -1;
  int fd = socket(six ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  int yes = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons(port)};
  four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  struct sockaddr_in6 sixth = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
  sixth.sin6_addr = in6addr_loopback;
  int rc = six ? connect(fd, (struct sockaddr *)&sixth, sizeof sixth)
               : connect(fd, (struct sockaddr *)&four, sizeof four);
  if (rc == 0 || errno == EINPROGRESS) return fd;
  close(fd);
  return -1;
}

int inside_connect_path(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) return -1;
  strcpy(address.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) == 0) return fd;
  close(fd);
  return -1;
}

int inside_listen(uint16_t port) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(fd, 128) == 0) return fd;
  close(fd);
  return -1;
}

/* Looked up in the kernel's tables, for a connection could disturb the program. */
bool inside_listens(uint16_t port) {
  const char *path = inside_route(port);
  if (path != NULL) {
    int fd = inside_connect_path(path);
    if (fd >= 0) close(fd);
    return fd >= 0;
  }
  /* One listener of somebody else's, and a connection could reach that one. */
  bool found = false, foreign = false;
  static const char *const TABLES[] = {"/proc/net/tcp", "/proc/net/tcp6"};
  for (int i = 0; i < 2; i++) {
    FILE *table = fopen(TABLES[i], "re");
    if (table == NULL) continue;
    char line[512];
    while (fgets(line, sizeof line, table) != NULL) {
      unsigned local, state;
      unsigned long number;
      if (sscanf(line, " %*d: %*[0-9A-F]:%x %*[0-9A-F]:%*x %x %*s %*s %*s %*s %*s %lu", &local, &state, &number) != 3 ||
          state != 0x0A || local != port)
        continue;
      found = true;
      foreign |= only_own && !is_own(number);
    }
    fclose(table);
  }
  return found && !foreign;
}
