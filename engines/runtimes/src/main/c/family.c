#include "family.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 16384, TRIES = 1000, PAUSE_NS = 10000000 };

struct kin {
  int count;
  pid_t pid[MOST], parent[MOST];
  bool ours[MOST];
};

static struct kin kin;

static pid_t parent_of(const char *pid) {
  char path[288], text[512];
  snprintf(path, sizeof path, "/proc/%s/stat", pid);
  FILE *file = fopen(path, "re");
  if (file == NULL) return -1;
  size_t n = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  text[n] = 0;
  char *after_name = strrchr(text, ')');
  int parent;
  return after_name != NULL && sscanf(after_name + 1, " %*c %d", &parent) == 1 ? parent : -1;
}

static void look(void) {
  kin.count = 0;
  DIR *all = opendir("/proc");
  if (all == NULL) return;
  struct dirent *entry;
  while (kin.count < MOST && (entry = readdir(all)) != NULL) {
    if (!isdigit((unsigned char)entry->d_name[0])) continue;
    kin.pid[kin.count] = atoi(entry->d_name);
    kin.parent[kin.count] = parent_of(entry->d_name);
    kin.ours[kin.count++] = false;
  }
  closedir(all);
}

void family_adopt(void) { prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

void family_end(void) {
  const struct timespec PAUSE = {0, PAUSE_NS};
  pid_t me = getpid();
  for (int tries = 0; tries < TRIES; tries++) {
    pid_t gone;
    while ((gone = waitpid(-1, NULL, WNOHANG)) > 0) {
    }
    if (gone < 0 && errno == ECHILD) return;
    look();
    for (int i = 0; i < kin.count; i++) {
      if (kin.parent[i] == me) kill(kin.pid[i], SIGKILL);
    }
    nanosleep(&PAUSE, NULL);
  }
}

static bool holds(pid_t pid, const char *wanted) {
  char path[64], target[64];
  snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
  DIR *open = opendir(path);
  if (open == NULL) return false;
  struct dirent *entry;
  bool found = false;
  while (!found && (entry = readdir(open)) != NULL) {
    ssize_t n = readlinkat(dirfd(open), entry->d_name, target, sizeof target - 1);
    if (n <= 0) continue;
    target[n] = 0;
    found = strcmp(target, wanted) == 0;
  }
  closedir(open);
  return found;
}

bool family_holds(unsigned long socket) {
  char wanted[64];
  snprintf(wanted, sizeof wanted, "socket:[%lu]", socket);
  pid_t me = getpid();
  look();
  for (bool more = true; more;) {
    more = false;
    for (int i = 0; i < kin.count; i++) {
      if (kin.ours[i]) continue;
      bool child = kin.parent[i] == me;
      for (int j = 0; j < kin.count && !child; j++) child = kin.ours[j] && kin.pid[j] == kin.parent[i];
      if (!child) continue;
      kin.ours[i] = more = true;
      if (holds(kin.pid[i], wanted)) return true;
    }
  }
  return false;
}
