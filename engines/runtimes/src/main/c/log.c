/* The run's output: a pipe that the workload owns, as with any container, so that programs may open
 * /dev/stdout again; the keeper moves what comes into the file "log". */
#include "keep.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

enum { PIPE_BYTES = 1 << 20, ROUNDS = 16, LAST_MS = 5000 };

static int file = -1, source = -1;

int log_open(uid_t owner, int *sink) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  fcntl(ends[0], F_SETPIPE_SZ, PIPE_BYTES);
  if (owner != 0 && fchown(ends[1], owner, owner) != 0) return -1;
  file = open("log", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0 || lseek(file, 0, SEEK_END) < 0) return -1;
  source = ends[0];
  *sink = ends[1];
  return source;
}

/* Where the file cannot take more (a full disk), the output is let go rather than the run held up. */
static bool copy(void) {
  static char buffer[65536];
  ssize_t n = read(source, buffer, sizeof buffer);
  if (n <= 0) return n < 0 && (errno == EAGAIN || errno == EINTR);
  for (ssize_t at = 0; at < n;) {
    ssize_t written = write(file, buffer + at, (size_t)(n - at));
    if (written <= 0) break;
    at += written;
  }
  return true;
}

bool log_pump(void) {
  for (int i = 0; i < ROUNDS; i++) {
    ssize_t n = splice(source, NULL, file, NULL, PIPE_BYTES, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
    if (n == 0) return false;
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return true;
    if (n < 0 && !copy()) return false;
  }
  return true;
}

void log_finish(void) {
  struct pollfd more = {source, POLLIN, 0};
  while (poll(&more, 1, LAST_MS) > 0 && log_pump()) {
  }
  close(file);
  close(source);
}
