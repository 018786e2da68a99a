/* From the keeper's child to bwrap: joins the cgroups, puts what the sandbox needs where an ordinary
 * user can see it, becomes that user without any right, and becomes bwrap with an empty environment. */
#include "launch.h"
#include "agent.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define STAGE "/tmp"

void umask_private(void) { umask(077); }

static bool add(const char **list, int *count, const char *value) {
  if (*count >= LAUNCH_LIST - 1) return false;
  list[(*count)++] = value;
  return true;
}

int launch_read(struct launch *launch, int argc, char **argv) {
  memset(launch, 0, sizeof *launch);
  for (int i = 0; i < argc; i += 2) {
    const char *name = argv[i];
    if (strcmp(name, "--") == 0) return i + 1;
    if (i + 1 >= argc) break;
    char *value = argv[i + 1];
    bool good = true;
    if (strcmp(name, "--run") == 0) launch->run = value;
    else if (strcmp(name, "--socket") == 0) launch->socket = value;
    else if (strcmp(name, "--meet") == 0) launch->meet = value;
    else if (strcmp(name, "--oom") == 0) launch->oom_file = value;
    else if (strcmp(name, "--uid") == 0) launch->uid = (uid_t)strtoul(value, NULL, 10);
    else if (strcmp(name, "--processes") == 0) launch->processes = atol(value);
    else if (strcmp(name, "--data") == 0) launch->data = strtoull(value, NULL, 10);
    else if (strcmp(name, "--join") == 0) good = add(launch->join, &launch->joins, value);
    else if (strcmp(name, "--tree") == 0) good = add(launch->tree, &launch->trees, value);
    else if (strcmp(name, "--stage") == 0) good = add(launch->stage, &launch->stages, value);
    else if (strcmp(name, "--env") == 0) good = add((const char **)launch->environment, &launch->variables, value);
    else good = false;
    if (!good) {
      fprintf(stderr, "agent keep: %s %s is not understood\n", name, value);
      return -1;
    }
  }
  fputs("usage: agent keep --run DIR --socket PATH [OPTION VALUE]… -- PROGRAM [ARGUMENT]…\n", stderr);
  return -1;
}

static void fail(const char *what, const char *name) __attribute__((noreturn));

static void fail(const char *what, const char *name) {
  dprintf(STATUS_FD, "error %s %s: %s\n", what, name, strerror(errno));
  _exit(1);
}

static void join(const char *procs) {
  int fd = open(procs, O_WRONLY | O_CLOEXEC);
  if (fd < 0 || write(fd, "0", 1) != 1) fail("the limits could not be set by", procs);
  close(fd);
}

/* When the whole machine runs out of memory, a workload goes before the server does. */
static void offer_first(void) {
  int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (fd < 0) return;
  ssize_t n = write(fd, "500", 3);
  (void)n;
  close(fd);
}

static void show(const char *name, int from) {
  char source[64], target[256];
  struct stat what;
  snprintf(source, sizeof source, "/proc/self/fd/%d", from);
  snprintf(target, sizeof target, STAGE "/%s", name);
  if (fstat(from, &what) != 0) fail("cannot look at", name);
  if (S_ISDIR(what.st_mode)) {
    if (mkdir(target, 0755) != 0) fail("cannot make", target);
  } else {
    int fd = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0) fail("cannot make", target);
    close(fd);
  }
  if (mount(source, target, NULL, MS_BIND, NULL) != 0) fail("cannot show", name);
}

/* The data folder is closed to everybody, and the sandbox is made by somebody: what it needs is
 * shown in a /tmp that only this one process tree sees. */
static void stage(const struct launch *launch) {
  int opened[LAUNCH_LIST];
  char name[LAUNCH_LIST][64];
  if (unshare(CLONE_NEWNS) != 0) fail("cannot leave", "the mount namespace");
  if (mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) != 0) fail("cannot detach", "the mount namespace");
  for (int i = 0; i < launch->stages; i++) {
    const char *path = strchr(launch->stage[i], '=');
    if (path == NULL || path - launch->stage[i] >= 64) fail("cannot show", launch->stage[i]);
    snprintf(name[i], sizeof name[i], "%.*s", (int)(path - launch->stage[i]), launch->stage[i]);
    opened[i] = open(path + 1, O_PATH | O_CLOEXEC | O_NOFOLLOW);
    if (opened[i] < 0) fail("cannot open", path + 1);
  }
  if (mount("gatehouse", STAGE, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=256k") != 0) fail("cannot mount", STAGE);
  for (int i = 0; i < launch->stages; i++) {
    umask(022);
    show(name[i], opened[i]);
    umask(077);
    close(opened[i]);
  }
}

static void limit(int which, rlim_t most) {
  struct rlimit now;
  if (getrlimit(which, &now) != 0) return;
  if (now.rlim_max != RLIM_INFINITY && most > now.rlim_max) most = now.rlim_max;
  struct rlimit then = {most, most};
  setrlimit(which, &then);
}

static void drop(uid_t uid) {
  for (int c = 0; c < 64; c++) prctl(PR_CAPBSET_DROP, c, 0, 0, 0);
  if (setgroups(0, NULL) != 0 || setresgid(uid, uid, uid) != 0 || setresuid(uid, uid, uid) != 0)
    fail("cannot become", "the workload's user");
  if (setuid(0) == 0) fail("cannot give up", "root");
}

static void place(int from, int at) {
  if (dup2(from, at) < 0) fail("cannot hand over", "a descriptor");
}

void launch_sandbox(const struct launch *launch, int status, int info) {
  const int given[] = {status, launch->dial, launch->options, info};
  int high[4];
  for (int i = 0; i < 4; i++) high[i] = fcntl(given[i], F_DUPFD_CLOEXEC, 32);
  place(high[0], STATUS_FD);
  place(high[1], DIAL_FD);
  place(high[2], OPTIONS_FD);
  place(high[3], INFO_FD);
  close_range(INFO_FD + 1, ~0U, 0);

  for (int i = 0; i < launch->joins; i++) join(launch->join[i]);
  offer_first();
  limit(RLIMIT_CORE, 0);
  if (launch->processes > 0) limit(RLIMIT_NPROC, (rlim_t)launch->processes);
  if (launch->data > 0) limit(RLIMIT_DATA, (rlim_t)launch->data);
  if (launch->stages > 0) stage(launch);
  if (launch->uid != 0) drop(launch->uid);
  if (chdir("/") != 0) fail("cannot go to", "/");
  umask(022);

  /* A stop that comes early waits, blocked, until the agent inside can hear it. */
  sigset_t kept;
  sigemptyset(&kept);
  sigaddset(&kept, SIGTERM);
  sigaddset(&kept, SIGINT);
  sigaddset(&kept, SIGHUP);
  sigaddset(&kept, SIGQUIT);
  sigprocmask(SIG_SETMASK, &kept, NULL);
  signal(SIGPIPE, SIG_DFL);
  execve(launch->program[0], launch->program, launch->environment);
  fail("cannot run", launch->program[0]);
}
