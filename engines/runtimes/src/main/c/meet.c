#include "meet.h"
#include "agent.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { HANDED = 2, HIGH = 32, TRIES = 500, PAUSE_MS = 20 };

static bool address_of(struct sockaddr_un *address, const char *path) {
  memset(address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  if (strlen(path) >= sizeof address->sun_path) return false;
  strcpy(address->sun_path, path);
  return true;
}

int meet_listen(const char *path) {
  struct sockaddr_un address;
  if (!address_of(&address, path)) return -1;
  unlink(path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  /* The folder around it is shown to this one container alone. */
  if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || chmod(path, 0666) != 0 || listen(fd, 1) != 0) return -1;
  return fd;
}

int meet_welcome(int listener, int dial, int sink) {
  int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd < 0) return -1;
  char word = 'G';
  struct iovec bytes = {&word, 1};
  union {
    char room[CMSG_SPACE(HANDED * sizeof(int))];
    struct cmsghdr aligned;
  } control;
  memset(&control, 0, sizeof control);
  struct msghdr message = {.msg_iov = &bytes, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = sizeof control.room};
  struct cmsghdr *head = CMSG_FIRSTHDR(&message);
  head->cmsg_level = SOL_SOCKET;
  head->cmsg_type = SCM_RIGHTS;
  head->cmsg_len = CMSG_LEN(HANDED * sizeof(int));
  int handed[HANDED] = {dial, sink};
  memcpy(CMSG_DATA(head), handed, sizeof handed);
  if (sendmsg(fd, &message, MSG_NOSIGNAL) == 1) return fd;
  close(fd);
  return -1;
}

/* The keeper may be about to be there. */
static bool reach(int fd, const struct sockaddr_un *address) {
  for (int i = 0; i < TRIES; i++) {
    if (connect(fd, (const struct sockaddr *)address, sizeof *address) == 0) return true;
    if (errno != ENOENT && errno != ECONNREFUSED) return false;
    struct timespec pause = {0, PAUSE_MS * 1000000L};
    nanosleep(&pause, NULL);
  }
  return false;
}

bool meet_join(const char *path) {
  struct sockaddr_un address;
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0 || !address_of(&address, path) || !reach(fd, &address)) return false;
  char word = 0;
  struct iovec bytes = {&word, 1};
  union {
    char room[CMSG_SPACE(HANDED * sizeof(int))];
    struct cmsghdr aligned;
  } control;
  struct msghdr message = {.msg_iov = &bytes, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = sizeof control.room};
  if (recvmsg(fd, &message, MSG_CMSG_CLOEXEC) != 1) return false;
  struct cmsghdr *head = CMSG_FIRSTHDR(&message);
  if (head == NULL || head->cmsg_type != SCM_RIGHTS || head->cmsg_len != CMSG_LEN(HANDED * sizeof(int))) return false;
  int handed[HANDED];
  memcpy(handed, CMSG_DATA(head), sizeof handed);
  /* First out of the way of where they go. */
  int high[3] = {fcntl(fd, F_DUPFD_CLOEXEC, HIGH), fcntl(handed[0], F_DUPFD_CLOEXEC, HIGH), fcntl(handed[1], F_DUPFD_CLOEXEC, HIGH)};
  bool good = high[0] >= 0 && high[1] >= 0 && high[2] >= 0 && dup2(high[0], STATUS_FD) >= 0 && dup2(high[1], DIAL_FD) >= 0 &&
              dup2(high[2], 1) >= 0 && dup2(high[2], 2) >= 0;
  close_range(DIAL_FD + 1, ~0U, 0);
  if (good) fcntl(STATUS_FD, F_SETFL, fcntl(STATUS_FD, F_GETFL) | O_NONBLOCK);
  return good;
}

static long kills_of(const char *path) {
  char line[256];
  long kills = 0;
  FILE *file = fopen(path, "re");
  if (file == NULL) return 0;
  while (fgets(line, sizeof line, file) != NULL) {
    if (strncmp(line, "oom_kill ", 9) == 0) kills = atol(line + 9);
  }
  fclose(file);
  return kills;
}

long meet_oom_kills(void) {
  long kills = kills_of("/sys/fs/cgroup/memory.events");
  return kills > 0 ? kills : kills_of("/sys/fs/cgroup/memory/memory.oom_control");
}
