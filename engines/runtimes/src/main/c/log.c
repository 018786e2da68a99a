/* The run's output: a pipe that the workload owns, as with any container, so that programs may open
 * /dev/stdout again; the keeper moves what comes into the file "log". */
#include "keep.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

enum { PIPE_BYTES = 1 << 20, ROUNDS = 16, LAST_MS = 5000, AHEAD = 64 << 10 };

static const char MISSING[] = "\n[gatehouse: the disk was full, and some output is missing here]\n";

static int file = -1, source = -1;
static off_t reserved;
static bool missing;

/* Keeps room ahead of what was written, where the file system can: on a full disk a program's last
 * words, which say that it is full, still have a place. */
static void reserve(void) {
  off_t end = lseek(file, 0, SEEK_CUR);
  if (end + AHEAD <= reserved) return;
  if (fallocate(file, FALLOC_FL_KEEP_SIZE, end, 2 * AHEAD) == 0) reserved = end + 2 * AHEAD;
}

/* Says so once where output had to be let go, in the place of the last that was kept: that takes no
 * more room. */
static void say_missing(void) {
  off_t length = sizeof MISSING - 1, end = lseek(file, 0, SEEK_CUR);
  if (missing || end < length) return;
  missing = pwrite(file, MISSING, (size_t)length, end - length) == length;
}

int log_open(uid_t owner, int *sink) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  fcntl(ends[0], F_SETPIPE_SZ, PIPE_BYTES);
  if (owner != 0 && fchown(ends[1], owner, owner) != 0) return -1;
  file = open("log", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0 || lseek(file, 0, SEEK_END) < 0) return -1;
  reserve();
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
    if (written <= 0) {
      say_missing();
      break;
    }
    at += written;
    missing = false;
  }
  return true;
}

bool log_pump(void) {
  for (int i = 0; i < ROUNDS; i++) {
    reserve();
    ssize_t n = splice(source, NULL, file, NULL, PIPE_BYTES, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
    if (n == 0) return false;
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return true;
    if (n < 0 && !copy()) return false;
  }
  return true;
}

/* What was reserved and is not needed; where that fails it goes with the file. */
static void give_back(void) {
  int unused = ftruncate(file, lseek(file, 0, SEEK_CUR));
  (void)unused;
}

void log_finish(void) {
  struct pollfd more = {source, POLLIN, 0};
  while (poll(&more, 1, LAST_MS) > 0 && log_pump()) {
  }
  give_back();
  close(file);
  close(source);
}
