/* PID 1 of the sandbox; or, with --plain, the parent of processes that have none.
 *
 *   agent init [--plain] [--meet SOCKET] [--route PORT=SOCKET]… [--exit PORT=SOCKET] -- COMMAND [ARGUMENT]…
 *
 * Says on STATUS_FD, a line each: "started", then "exit N" or "signal N"; or "noexec ERRNO" where
 * the command could not be started. When the command ends, everything in the sandbox does. */
#include "agent.h"
#include "exec.h"
#include "family.h"
#include "inside.h"
#include "meet.h"
#include "plain.h"
#include "syscalls.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DRAIN_MS = 300 };

static const int FORWARDED[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGWINCH};
static struct rlimit files;
static bool plain;
static const char *meeting;
static struct { uint16_t port; const char *path; } way_out;

static void say(const char *word, int number) {
  int n = number < 0 ? dprintf(STATUS_FD, "%s\n", word) : dprintf(STATUS_FD, "%s %d\n", word, number);
  (void)n; /* The keeper may be gone; the command runs on all the same. */
}

static void run_command(char **command, int told) {
  sigset_t none;
  sigemptyset(&none);
  for (int s = 1; s < NSIG; s++) signal(s, SIG_DFL);
  setpgid(0, 0);
  setrlimit(RLIMIT_NOFILE, &files);
  sigprocmask(SIG_SETMASK, &none, NULL);
  bool narrowed = syscalls_narrow();
  if (narrowed) execvp(command[0], command);
  int reason = errno;
  if (!narrowed) fprintf(stderr, "agent init: system calls cannot be filtered: %s\n", strerror(reason));
  ssize_t n = write(told, &reason, sizeof reason);
  (void)n;
  _exit(127);
}

void exec_begin(int client) {
  if (fork() == 0) exec_serve(client, &files);
}

/* Starts the command; 0 where it could not be, with errno. */
static pid_t start(char **command) {
  int told[2];
  if (pipe2(told, O_CLOEXEC) != 0) return 0;
  pid_t child = fork();
  if (child < 0) {
    int reason = errno;
    close(told[0]);
    close(told[1]);
    errno = reason;
    return 0;
  }
  if (child == 0) run_command(command, told[1]);
  setpgid(child, child);
  close(told[1]);
  int reason;
  ssize_t n;
  do n = read(told[0], &reason, sizeof reason);
  while (n < 0 && errno == EINTR);
  close(told[0]);
  if (n == (ssize_t)sizeof reason) {
    waitpid(child, NULL, 0);
    errno = reason;
    return 0;
  }
  return child;
}

/* Reaps all that ended; whether the command was among them, and how it ended. */
static bool reap(pid_t command, int *how) {
  bool ended = false;
  int status;
  pid_t child;
  while ((child = waitpid(-1, &status, WNOHANG)) > 0) {
    if (child == command) {
      ended = true;
      *how = status;
    }
  }
  return ended;
}

static bool on_signals(int signals, pid_t command, int *how) {
  struct signalfd_siginfo info;
  bool ended = false;
  while (read(signals, &info, sizeof info) == (ssize_t)sizeof info) {
    if (plain && (int)info.ssi_signo == plain_orphaned()) {
      family_end();
      _exit(128 + SIGKILL);
    }
    if (info.ssi_signo == SIGCHLD) {
      ended |= reap(command, how);
    } else if (!ended) {
      kill(-command, (int)info.ssi_signo);
    }
  }
  return ended;
}

static int signal_descriptor(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  for (size_t i = 0; i < sizeof FORWARDED / sizeof *FORWARDED; i++) sigaddset(&set, FORWARDED[i]);
  if (plain) sigaddset(&set, plain_orphaned());
  sigprocmask(SIG_SETMASK, &set, NULL);
  signal(SIGPIPE, SIG_IGN);
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* What the keeper asks. Without one nobody is told how the run ends: then it ends now, all of it. */
static void on_keeper(pid_t command) {
  char asked[16];
  ssize_t n = read(STATUS_FD, asked, sizeof asked);
  if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) _exit(128 + SIGKILL);
  for (ssize_t i = 0; i < n; i++) {
    if (asked[i] == ASK_KILL) _exit(128 + SIGKILL);
    if (asked[i] == ASK_TERM) kill(-command, SIGTERM);
  }
}

/* Forwards until the command ended, then for a moment more what is still under way. */
static int serve(int epoll, int signals, pid_t command) {
  int how = 0;
  int64_t until = 0;
  for (;;) {
    struct epoll_event events[64];
    int wait = dial_turn();
    if (until != 0) {
      int64_t left = until - now_ms();
      if (left <= 0 || dial_idle()) return how;
      if (wait < 0 || wait > left) wait = (int)left;
    }
    int n = epoll_wait(epoll, events, 64, wait);
    for (int i = 0; i < n; i++) {
      if (events[i].data.ptr == &meeting) {
        on_keeper(command);
      } else if (events[i].data.ptr != NULL) {
        dial_event(events[i].data.ptr, events[i].events);
      } else if (on_signals(signals, command, &how)) {
        until = now_ms() + DRAIN_MS;
        dial_stop_accepting();
      }
    }
  }
}

static char **read_options(int argc, char **argv) {
  int i = 0;
  for (; i < argc && strcmp(argv[i], "--") != 0; i++) {
    if (strcmp(argv[i], "--plain") == 0) {
      plain = true;
      continue;
    }
    if (strcmp(argv[i], "--meet") == 0 && i + 1 < argc) {
      meeting = argv[++i];
      continue;
    }
    char *socket_path = NULL;
    bool out = strcmp(argv[i], "--exit") == 0;
    if ((!out && strcmp(argv[i], "--route") != 0) || i + 1 >= argc) return NULL;
    unsigned long port = strtoul(argv[++i], &socket_path, 10);
    if (port == 0 || port > 65535 || *socket_path != '=') return NULL;
    if (out) {
      way_out.port = (uint16_t)port;
      way_out.path = socket_path + 1;
    } else {
      inside_add_route((uint16_t)port, socket_path + 1);
    }
  }
  return i + 1 < argc ? argv + i + 1 : NULL;
}

int init(int argc, char **argv) {
  char **command = read_options(argc, argv);
  if (command == NULL) {
    fputs("usage: agent init [--plain] [--meet SOCKET] [--route PORT=SOCKET]… [--exit PORT=SOCKET] -- COMMAND…\n", stderr);
    return 2;
  }
  /* The command runs under the same uid: this keeps it away from our memory and descriptors. */
  prctl(PR_SET_DUMPABLE, 0);
  if (meeting != NULL && !meet_join(meeting)) {
    perror("agent init: nobody keeps this run");
    return 126;
  }
  /* Asked of the engine, Podman would forget its usual limits for that. */
  if (meeting != NULL) setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
  if (plain) {
    inside_only_own();
    if (!plain_begin()) {
      say("noexec", errno);
      return 126;
    }
  }
  fcntl(STATUS_FD, F_SETFD, FD_CLOEXEC);
  fcntl(DIAL_FD, F_SETFD, FD_CLOEXEC);
  close(OPTIONS_FD);
  close(INFO_FD);
  getrlimit(RLIMIT_NOFILE, &files);
  struct rlimit all = {files.rlim_max, files.rlim_max};
  setrlimit(RLIMIT_NOFILE, &all);

  int epoll = epoll_create1(EPOLL_CLOEXEC);
  int signals = signal_descriptor();
  struct epoll_event interest = {.events = EPOLLIN, .data.ptr = NULL};
  if (epoll < 0 || signals < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, signals, &interest) != 0) {
    say("noexec", errno);
    return 126;
  }
  dial_open(epoll, DIAL_FD);
  if (way_out.path != NULL && !dial_exit(way_out.port, way_out.path)) {
    say("noexec", errno);
    return 126;
  }
  pid_t child = start(command);
  if (child == 0) {
    int reason = errno;
    say("noexec", reason);
    return reason == ENOENT ? 127 : 126;
  }
  say("started", -1);
  if (meeting != NULL) {
    interest.data.ptr = &meeting;
    epoll_ctl(epoll, EPOLL_CTL_ADD, STATUS_FD, &interest);
  }
  int how = serve(epoll, signals, child);
  if (plain) family_end();
  if (meeting != NULL && meet_oom_kills() > 0) say("oom", 1);
  if (WIFSIGNALED(how)) {
    say("signal", WTERMSIG(how));
    return 128 + WTERMSIG(how);
  }
  say("exit", WEXITSTATUS(how));
  return WEXITSTATUS(how);
}
