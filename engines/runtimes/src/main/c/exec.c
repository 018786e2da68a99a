/* A command beside the run's own, for one client of the dial socket. The client says, after the port
 * 0 and the question 0, a length of four bytes (big-endian, as all here) and so many bytes: flags
 * (1: a terminal, 2: input), rows, columns (two bytes each), then the command's parts, each ended by a
 * null byte. From then on both sides send pieces: a byte that says what, a length of four bytes, and
 * so many bytes.
 *
 *   to the command    0 input (none: its end)   4 rows and columns
 *   from the command  1 output   2 errors   3 how it ended: "exit N", "signal N" or "noexec N"
 *
 * Each has a process of its own, which may wait; when the client goes, the command does too. */
#include "exec.h"
#include "agent.h"
#include "syscalls.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HEAD = 5, MOST = 1 << 17, PARTS = 4096, PIECE = 32768, ASK_MS = 10000 };
enum { TERMINAL = 1, INPUT = 2 };

static int client, in = -1, out = -1, err = -1;
static unsigned char pending[PIECE];
static size_t held, sent;
static bool input_ends;
static pid_t command;

static uint32_t number(const unsigned char *at) {
  return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static bool read_whole(void *into, size_t size) {
  for (size_t at = 0; at < size;) {
    ssize_t n = read(client, (char *)into + at, size - at);
    if (n <= 0 && !(n < 0 && errno == EINTR)) return false;
    if (n > 0) at += (size_t)n;
  }
  return true;
}

static void leave(void) __attribute__((noreturn));

static void leave(void) {
  if (command > 0) kill(-command, SIGKILL);
  _exit(0);
}

static void tell(unsigned char what, const void *bytes, size_t size) {
  unsigned char head[HEAD] = {what, (unsigned char)(size >> 24), (unsigned char)(size >> 16), (unsigned char)(size >> 8), (unsigned char)size};
  const struct { const char *at; size_t size; } parts[] = {{(char *)head, HEAD}, {bytes, size}};
  for (int i = 0; i < 2; i++) {
    for (size_t at = 0; at < parts[i].size;) {
      ssize_t n = write(client, parts[i].at + at, parts[i].size - at);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) leave();
      at += (size_t)n;
    }
  }
}

static void tell_ending(const char *word, int value) {
  char text[32];
  int n = snprintf(text, sizeof text, "%s %d", word, value);
  tell(3, text, (size_t)n);
}

static void resize(const unsigned char *size) {
  struct winsize window = {.ws_row = (unsigned short)(size[0] << 8 | size[1]), .ws_col = (unsigned short)(size[2] << 8 | size[3])};
  if (in >= 0) ioctl(in, TIOCSWINSZ, &window);
}

static void become(char **parts, int told, int zero, int one, int two, bool terminal, const struct rlimit *files) {
  sigset_t none;
  sigemptyset(&none);
  for (int s = 1; s < NSIG; s++) signal(s, SIG_DFL);
  setsid();
  if (terminal) ioctl(zero, TIOCSCTTY, 0);
  dup2(zero, 0);
  dup2(one, 1);
  dup2(two, 2);
  if (terminal && getenv("TERM") == NULL) setenv("TERM", "xterm-256color", 1);
  setrlimit(RLIMIT_NOFILE, files);
  sigprocmask(SIG_SETMASK, &none, NULL);
  if (syscalls_narrow()) execvp(parts[0], parts);
  int reason = errno;
  ssize_t n = write(told, &reason, sizeof reason);
  (void)n;
  _exit(127);
}

/* Starts it; gives 0, or why it could not be started. */
static int start(char **parts, bool terminal, bool input, const unsigned char *size, const struct rlimit *files) {
  int told[2], zero[2] = {-1, -1}, one[2] = {-1, -1}, two[2] = {-1, -1};
  if (pipe2(told, O_CLOEXEC) != 0) return errno;
  if (terminal) {
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) return errno;
    int slave = open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (slave < 0) return errno;
    in = out = master;
    resize(size);
    zero[0] = one[1] = two[1] = slave;
  } else {
    if (pipe2(one, O_CLOEXEC) != 0 || pipe2(two, O_CLOEXEC) != 0) return errno;
    if (input) {
      if (pipe2(zero, O_CLOEXEC) != 0) return errno;
      in = zero[1];
    } else {
      zero[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
    }
    out = one[0];
    err = two[0];
  }
  command = fork();
  if (command < 0) return errno;
  if (command == 0) become(parts, told[1], zero[0], one[1], two[1], terminal, files);
  close(told[1]);
  close(zero[0]);
  if (one[1] != zero[0]) close(one[1]);
  if (two[1] != one[1]) close(two[1]);
  int reason = 0;
  ssize_t n;
  do n = read(told[0], &reason, sizeof reason);
  while (n < 0 && errno == EINTR);
  close(told[0]);
  if (in >= 0) fcntl(in, F_SETFL, fcntl(in, F_GETFL) | O_NONBLOCK);
  if (out >= 0) fcntl(out, F_SETFL, fcntl(out, F_GETFL) | O_NONBLOCK);
  if (err >= 0) fcntl(err, F_SETFL, fcntl(err, F_GETFL) | O_NONBLOCK);
  return n == (ssize_t)sizeof reason ? reason : 0;
}

/* One piece from the client; what is larger than the room for it ends the matter. */
static void hear(bool terminal) {
  unsigned char head[HEAD];
  if (!read_whole(head, HEAD)) leave();
  uint32_t size = number(head + 1);
  if (size > PIECE || !read_whole(pending, size)) leave();
  if (head[0] == 4 && size == 4) {
    resize(pending);
  } else if (head[0] == 0 && size == 0) {
    if (terminal) {
      pending[0] = 4; /* the end of input, as a terminal has it */
      held = 1;
      sent = 0;
    } else {
      input_ends = true;
    }
  } else if (head[0] == 0) {
    held = size;
    sent = 0;
  }
}

static void feed(bool terminal) {
  while (sent < held && in >= 0) {
    ssize_t n = write(in, pending + sent, held - sent);
    if (n < 0 && errno == EAGAIN) return;
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      input_ends = true;
      break;
    }
    sent += (size_t)n;
  }
  held = sent = 0;
  if (input_ends && in >= 0 && !terminal) {
    close(in);
    in = -1;
  }
}

/* Passes on what there is; false at the end of it. */
static bool pass(int from, unsigned char what) {
  static unsigned char buffer[PIECE];
  for (;;) {
    ssize_t n = read(from, buffer, sizeof buffer);
    if (n > 0) {
      tell(what, buffer, (size_t)n);
      if ((size_t)n < sizeof buffer) return true;
    } else {
      if (n < 0 && errno == EINTR) continue;
      return n < 0 && errno == EAGAIN;
    }
  }
}

static void serve(bool terminal) __attribute__((noreturn));

static void serve(bool terminal) {
  int ended = (int)syscall(SYS_pidfd_open, command, 0);
  for (;;) {
    bool waits = sent < held;
    struct pollfd watched[5] = {
        {waits ? -1 : client, POLLIN, 0}, {waits ? in : -1, POLLOUT, 0}, {out, POLLIN, 0}, {err, POLLIN, 0}, {ended, POLLIN, 0}};
    struct pollfd gone = {client, POLLRDHUP, 0};
    poll(watched, 5, waits ? 1000 : -1);
    if (waits && poll(&gone, 1, 0) > 0 && (gone.revents & (POLLHUP | POLLERR)) != 0) leave();
    bool over = (watched[4].revents & POLLIN) != 0;
    if (watched[2].revents != 0 && !pass(out, 1)) out = -1;
    if (watched[3].revents != 0 && !pass(err, 2)) err = -1;
    if (over) {
      if (out >= 0) pass(out, 1);
      if (err >= 0) pass(err, 2);
      int how = 0;
      waitpid(command, &how, 0);
      if (WIFSIGNALED(how)) tell_ending("signal", WTERMSIG(how));
      else tell_ending("exit", WEXITSTATUS(how));
      leave();
    }
    if (watched[0].revents != 0) {
      hear(terminal);
      feed(terminal);
    } else if (waits && watched[1].revents != 0) {
      feed(terminal);
    }
  }
}

void exec_serve(int from, const struct rlimit *files) {
  client = dup3(from, STATUS_FD, O_CLOEXEC);
  close_range(STATUS_FD + 1, ~0U, 0);
  fcntl(client, F_SETFL, fcntl(client, F_GETFL) & ~O_NONBLOCK);
  sigset_t none;
  sigemptyset(&none);
  for (int s = 1; s < NSIG; s++) signal(s, SIG_DFL);
  signal(SIGPIPE, SIG_IGN);
  sigprocmask(SIG_SETMASK, &none, NULL);
  /* A client that asks for nothing does not stay. */
  struct timeval patience = {ASK_MS / 1000, 0}, forever = {0, 0};
  setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  unsigned char size[4];
  if (!read_whole(size, 4) || number(size) < 6 || number(size) > MOST) _exit(1);
  size_t length = number(size);
  unsigned char *asked = malloc(length + 1);
  char **parts = calloc(PARTS, sizeof *parts);
  if (asked == NULL || parts == NULL || !read_whole(asked, length)) _exit(1);
  setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &forever, sizeof forever);
  asked[length] = 0;
  int n = 0;
  for (char *part = (char *)asked + 5; part < (char *)asked + length && n < PARTS - 1; part += strlen(part) + 1) parts[n++] = part;
  bool terminal = (asked[0] & TERMINAL) != 0;
  int reason = n == 0 ? ENOENT : start(parts, terminal, (asked[0] & INPUT) != 0, asked + 1, files);
  if (reason != 0) {
    tell_ending("noexec", reason);
    leave();
  }
  serve(terminal);
}
