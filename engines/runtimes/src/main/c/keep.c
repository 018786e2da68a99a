/* The keeper: outside the sandbox, one per run, in a session of its own, so that it and the run
 * outlive the server. Its folder holds what it is told and what it tells:
 *
 *   options, command   read once: bwrap's options and the command, each item ended by a null byte
 *   stop               read at the start and at each SIGTERM: the grace in ms, after which the run
 *                      is ended by force
 *   pid                written first, and only where no other keeper wrote one: "PID START BOOT"
 *   failed             read at a SIGTERM: why no PID 1 will ever come to be met (meet.h)
 *   started            the time in ms, once the command runs
 *   log                what the run puts out
 *   ended              how it ended, once and complete, when all output is in the log */
#include "agent.h"
#include "family.h"
#include "keep.h"
#include "launch.h"
#include "meet.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { GRACE_MS = 10000, ITEMS = 8192, ENDING_BYTES = 1024 };

/* What became known of the run; written to "ended". */
static struct {
  char kind[16];
  long value;
  char text[512];
  bool stopped;
  long oom;
} ending = {"vanished", 0, "", false, 0};

static int64_t wall_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* How the run ended has its room from the beginning: the disk may be full by then. */
static void reserve_ending(void) {
  int fd = open("ended.new", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return;
  fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, ENDING_BYTES);
  close(fd);
}

/* Writes a file of the run's folder whole or not at all; into room that was reserved for it, if any was. */
static bool put(const char *name, const char *text) {
  char fresh[64];
  snprintf(fresh, sizeof fresh, "%s.new", name);
  int fd = open(fresh, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return false;
  size_t size = strlen(text);
  bool good = write(fd, text, size) == (ssize_t)size && ftruncate(fd, (off_t)size) == 0 && fsync(fd) == 0;
  close(fd);
  return good && rename(fresh, name) == 0;
}

static size_t slurp(const char *path, char *buffer, size_t size) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t n = fd < 0 ? -1 : read(fd, buffer, size - 1);
  if (fd >= 0) close(fd);
  if (n < 0) n = 0;
  buffer[n] = 0;
  return (size_t)n;
}

/* Takes the run: false where another keeper has had it, however it fared. */
static bool take(void) {
  char stat[1024], boot[64], fresh[64], text[256];
  slurp("/proc/self/stat", stat, sizeof stat);
  slurp("/proc/sys/kernel/random/boot_id", boot, sizeof boot);
  boot[strcspn(boot, "\n")] = 0;
  unsigned long long start = 0;
  char *after_name = strrchr(stat, ')');
  if (after_name == NULL ||
      sscanf(after_name + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu", &start) != 1)
    return false;
  snprintf(fresh, sizeof fresh, "pid.%d", (int)getpid());
  snprintf(text, sizeof text, "%d %llu %s\n", (int)getpid(), start, boot);
  if (!put(fresh, text)) return false;
  bool mine = link(fresh, "pid") == 0;
  unlink(fresh);
  return mine;
}

static char *read_all(const char *path, size_t *size) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return NULL;
  off_t end = lseek(fd, 0, SEEK_END);
  char *buffer = malloc((size_t)end + 1);
  if (buffer == NULL || pread(fd, buffer, (size_t)end, 0) != end) {
    close(fd);
    return NULL;
  }
  close(fd);
  buffer[end] = 0;
  *size = (size_t)end;
  return buffer;
}

/* Adds the command's parts behind the program's own arguments. */
static bool read_command(struct launch *launch, int argc, char **argv) {
  size_t size = 0;
  char *text = read_all("command", &size);
  launch->program = calloc(ITEMS, sizeof *launch->program);
  if (text == NULL || launch->program == NULL || argc == 0 || argc >= ITEMS / 2) return false;
  int n = 0;
  for (; n < argc; n++) launch->program[n] = argv[n];
  for (char *part = text; part < text + size && n < ITEMS - 1; part += strlen(part) + 1) launch->program[n++] = part;
  return n < ITEMS - 1;
}

/* bwrap reads its options from memory: the environment in them is nobody's to see in a list of processes. */
static int options_in_memory(void) {
  size_t size = 0;
  char *text = read_all("options", &size);
  int fd = memfd_create("options", MFD_CLOEXEC);
  if (text == NULL || fd < 0 || write(fd, text, size) != (ssize_t)size) return -1;
  lseek(fd, 0, SEEK_SET);
  free(text);
  return fd;
}

/* The dial socket is made out here, and only the open socket goes inside: no path that the command
 * could replace is ever followed by those who connect. */
static int listen_on(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (path == NULL || strlen(path) >= sizeof address.sun_path) return -1;
  strcpy(address.sun_path, path);
  unlink(path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 1024) != 0) return -1;
  return fd;
}

static void end_by(const char *kind, long value, const char *format, ...) __attribute__((format(printf, 3, 4)));

static void end_by(const char *kind, long value, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  snprintf(ending.kind, sizeof ending.kind, "%s", kind);
  ending.value = value;
  vsnprintf(ending.text, sizeof ending.text, format, arguments);
  va_end(arguments);
}

static void hear(char *line) {
  long value = 0;
  if (strcmp(line, "started") == 0) {
    char text[32];
    snprintf(text, sizeof text, "%lld\n", (long long)wall_ms());
    put("started", text);
  } else if (sscanf(line, "exit %ld", &value) == 1) {
    end_by("exit", value, "%s", "");
  } else if (sscanf(line, "signal %ld", &value) == 1) {
    end_by("signal", value, "%s", "");
  } else if (sscanf(line, "noexec %ld", &value) == 1) {
    end_by("noexec", value, "%s", strerror((int)value));
  } else if (sscanf(line, "oom %ld", &value) == 1) {
    ending.oom = value;
  } else if (strncmp(line, "error ", 6) == 0) {
    end_by("error", 0, "%s", line + 6);
  }
}

/* Reads what was said so far; false at the end of the pipe. */
static bool listen_to(int status) {
  static char buffer[1024];
  static size_t held;
  for (;;) {
    ssize_t n = read(status, buffer + held, sizeof buffer - 1 - held);
    if (n <= 0) return n < 0;
    held += (size_t)n;
    buffer[held] = 0;
    char *line = buffer, *end;
    while ((end = strchr(line, '\n')) != NULL) {
      *end = 0;
      hear(line);
      line = end + 1;
    }
    held -= (size_t)(line - buffer);
    memmove(buffer, line, held);
    if (held == sizeof buffer - 1) held = 0;
  }
}

/* The sandbox's PID 1, from bwrap's own report; -1 while it has not come. */
static int init_of(int info) {
  static char buffer[512];
  static size_t held;
  ssize_t n = read(info, buffer + held, sizeof buffer - 1 - held);
  if (n > 0) held += (size_t)n;
  buffer[held] = 0;
  char *name = strstr(buffer, "\"child-pid\":");
  if (name == NULL || strpbrk(name, ",}\n") == NULL) return -1;
  return (int)syscall(SYS_pidfd_open, (pid_t)atoi(name + 12), 0);
}

static int grace(void) {
  char text[32];
  return slurp("stop", text, sizeof text) > 0 ? atoi(text) : GRACE_MS;
}

/* Waits for the sandbox to end, passing on what it is told; gives bwrap's status. */
static int watch_over(pid_t sandbox, int signals, int status, int info, int output) {
  int inside = -1, how = 0;
  /* Asked to stop before our pid was there to be read. */
  bool ask = access("stop", F_OK) == 0;
  int64_t force_at = ask ? now_ms() + grace() : 0;
  ending.stopped = ask;
  struct pollfd watched[4] = {{signals, POLLIN, 0}, {status, POLLIN, 0}, {info, POLLIN, 0}, {output, POLLIN, 0}};
  for (;;) {
    int64_t left = force_at - now_ms();
    poll(watched, 4, force_at == 0 ? -1 : left > 0 ? (int)left : 0);
    if (watched[2].fd >= 0 && watched[2].revents != 0) {
      inside = init_of(info);
      if (inside >= 0 || (watched[2].revents & POLLHUP) != 0) watched[2].fd = -1;
    }
    if (watched[1].fd >= 0 && watched[1].revents != 0 && !listen_to(status)) watched[1].fd = -1;
    if (watched[3].fd >= 0 && watched[3].revents != 0 && !log_pump()) watched[3].fd = -1;
    struct signalfd_siginfo signal;
    while (read(signals, &signal, sizeof signal) == (ssize_t)sizeof signal) {
      if (signal.ssi_signo == SIGTERM) {
        ending.stopped = true;
        ask = true;
        int64_t at = now_ms() + grace();
        if (force_at == 0 || at < force_at) force_at = at;
      }
    }
    if (waitpid(sandbox, &how, WNOHANG) == sandbox) {
      if (inside >= 0) syscall(SYS_pidfd_send_signal, inside, SIGKILL, NULL, 0);
      listen_to(status);
      return how;
    }
    if (ask && inside >= 0) {
      syscall(SYS_pidfd_send_signal, inside, SIGTERM, NULL, 0);
      ask = false;
    }
    if (force_at != 0 && now_ms() >= force_at) {
      if (inside < 0 || syscall(SYS_pidfd_send_signal, inside, SIGKILL, NULL, 0) != 0) kill(sandbox, SIGKILL);
      force_at = now_ms() + 1000;
    }
  }
}

static void let_go_of_the_log(void);
static void write_ending(const struct launch *launch, int how);
static void clear_up(const struct launch *launch);

/* Whether SIGTERM came. */
static bool heard_term(int signals) {
  struct signalfd_siginfo signal;
  bool heard = false;
  while (read(signals, &signal, sizeof signal) == (ssize_t)sizeof signal) heard |= signal.ssi_signo == SIGTERM;
  return heard;
}

/* Nobody was met, and nobody shall be any more. */
static void end_unmet(void) {
  char why[400];
  if (slurp("failed", why, sizeof why) == 0) return;
  why[strcspn(why, "\n")] = 0;
  ending.stopped = false;
  end_by("error", 0, "%s", why);
}

static void ask_inside(int inside, char what) {
  ssize_t n = send(inside, &what, 1, MSG_NOSIGNAL);
  (void)n; /* Where it is gone already its connection says so. */
}

/* Waits for a PID 1 to come, and then for it to go; sink is closed once it was handed over. */
static void watch_met(const struct launch *launch, int signals, int listener, int output, int sink) {
  int inside = -1;
  bool ask = access("stop", F_OK) == 0;
  int64_t force_at = ask ? now_ms() + grace() : 0;
  ending.stopped = ask;
  struct pollfd watched[3] = {{signals, POLLIN, 0}, {listener, POLLIN, 0}, {output, POLLIN, 0}};
  for (;;) {
    if (inside < 0 && (ask || access("failed", F_OK) == 0)) {
      close(sink);
      end_unmet();
      break;
    }
    int64_t left = force_at - now_ms();
    poll(watched, 3, force_at == 0 ? -1 : left > 0 ? (int)left : 0);
    if (watched[2].fd >= 0 && watched[2].revents != 0 && !log_pump()) watched[2].fd = -1;
    if (watched[0].revents != 0 && heard_term(signals) && (inside >= 0 || access("stop", F_OK) == 0)) {
      ending.stopped = true;
      ask = true;
      int64_t at = now_ms() + grace();
      if (force_at == 0 || at < force_at) force_at = at;
    }
    if (watched[1].revents != 0 && inside >= 0 && !listen_to(inside)) break;
    if (watched[1].revents != 0 && inside < 0) {
      inside = meet_welcome(listener, launch->dial, sink);
      if (inside < 0) continue;
      unlink(launch->meet);
      close(listener);
      close(launch->dial);
      close(sink);
      watched[1].fd = inside;
    }
    if (ask && inside >= 0) {
      ask_inside(inside, ASK_TERM);
      ask = false;
    }
    if (force_at != 0 && now_ms() >= force_at && inside >= 0) {
      ask_inside(inside, ASK_KILL);
      force_at = now_ms() + 1000;
    }
  }
  unlink(launch->meet);
}

/* Keeps a run whose sandbox is made by somebody else. */
static int keep_met(struct launch *launch, int signals) {
  int sink = -1, output = log_open(launch->uid, &sink);
  launch->dial = listen_on(launch->socket);
  int listener = meet_listen(launch->meet);
  if (output < 0 || launch->dial < 0 || listener < 0 || signals < 0) {
    end_by("error", 0, "the run could not be prepared: %s", strerror(errno));
  } else {
    let_go_of_the_log();
    watch_met(launch, signals, listener, output, sink);
    log_finish();
  }
  write_ending(launch, 0);
  clear_up(launch);
  return 0;
}

static long oom_kills(const char *path) {
  char text[4096];
  if (path == NULL || slurp(path, text, sizeof text) == 0) return 0;
  char *line = strstr(text, "oom_kill ");
  return line == NULL ? 0 : atol(line + 9);
}

static void pause_ms(long ms) {
  struct timespec t = {ms / 1000, ms % 1000 * 1000000};
  nanosleep(&t, NULL);
}

/* A full disk must not lose how a run ended: where no room could be reserved, tries until it is written, or the folder is gone. */
static void write_ending(const struct launch *launch, int how) {
  char text[ENDING_BYTES];
  int code = WIFSIGNALED(how) ? 128 + WTERMSIG(how) : WEXITSTATUS(how);
  snprintf(text, sizeof text, "at=%lld\nkind=%s\nvalue=%ld\ncode=%d\noom=%ld\nstopped=%d\ntext=%s\n", (long long)wall_ms(),
           ending.kind, ending.value, code, oom_kills(launch->oom_file) + ending.oom, ending.stopped, ending.text);
  while (!put("ended", text) && access("pid", F_OK) == 0) pause_ms(1000);
}

static void clear_up(const struct launch *launch) {
  if (launch->socket != NULL) unlink(launch->socket);
  for (int i = 0; i < launch->trees; i++) {
    for (int tries = 0; rmdir(launch->tree[i]) != 0 && errno == EBUSY && tries < 50; tries++) pause_ms(20);
  }
}

static int signal_descriptor(void) {
  sigset_t set;
  sigemptyset(&set);
  const int HEARD[] = {SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGQUIT};
  for (size_t i = 0; i < sizeof HEARD / sizeof *HEARD; i++) sigaddset(&set, HEARD[i]);
  sigprocmask(SIG_SETMASK, &set, NULL);
  signal(SIGPIPE, SIG_IGN);
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void let_go_of_the_log(void) {
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int fd = 0; fd < 3; fd++) dup2(null, fd);
  close(null);
}

int keep(int argc, char **argv) {
  struct launch launch;
  int used = launch_read(&launch, argc, argv);
  if (used < 0) return 2;
  setsid();
  close_range(3, ~0U, 0);
  if (launch.run == NULL || chdir(launch.run) != 0) {
    perror("the run's folder");
    return 2;
  }
  /* Signals wait from here on: whoever reads our pid may send one at once. */
  int signals = signal_descriptor();
  if (!take()) return 3;
  umask_private();
  reserve_ending();
  if (launch.meet != NULL) return keep_met(&launch, signals);
  int status[2], info[2], sink = -1, how = 0;
  int output = log_open(launch.uid, &sink);
  launch.dial = listen_on(launch.socket);
  launch.options = options_in_memory();
  if (output < 0 || launch.dial < 0 || launch.options < 0 || signals < 0 || !read_command(&launch, argc - used, argv + used) ||
      pipe2(status, O_CLOEXEC | O_NONBLOCK) != 0 || pipe2(info, O_CLOEXEC | O_NONBLOCK) != 0) {
    end_by("error", 0, "the run could not be prepared: %s", strerror(errno));
    write_ending(&launch, 0);
    clear_up(&launch);
    return 1;
  }
  family_adopt();
  pid_t sandbox = fork();
  if (sandbox == 0) {
    dup2(sink, 1);
    dup2(sink, 2);
    launch_sandbox(&launch, status[1], info[1]);
  }
  close(sink);
  close(status[1]);
  close(info[1]);
  close(launch.dial);
  close(launch.options);
  let_go_of_the_log();
  if (sandbox < 0) {
    end_by("error", 0, "no process could be made: %s", strerror(errno));
  } else {
    how = watch_over(sandbox, signals, status[0], info[0], output);
    family_end();
    log_finish();
  }
  write_ending(&launch, how);
  clear_up(&launch);
  return 0;
}
