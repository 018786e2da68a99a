/* Without a sandbox: what is told on OPTIONS_FD are a folder, then NAME=VALUE…, each ended by a null
 * byte. */
#include "plain.h"
#include "agent.h"
#include "family.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

int plain_orphaned(void) { return SIGPWR; }

bool plain_begin(void) {
  struct stat what;
  if (fstat(OPTIONS_FD, &what) != 0) return false;
  size_t size = (size_t)what.st_size;
  char *text = malloc(size + 1);
  if (text == NULL || pread(OPTIONS_FD, text, size, 0) != (ssize_t)size) return false;
  text[size] = 0;
  clearenv();
  for (char *item = text + strlen(text) + 1; item < text + size; item += strlen(item) + 1) {
    if (putenv(item) != 0) return false;
  }
  if (chdir(text) != 0) return false;
  /* Without this no filter of system calls can be had by who is not root. */
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  sigset_t orphaned;
  sigemptyset(&orphaned);
  sigaddset(&orphaned, plain_orphaned());
  sigprocmask(SIG_BLOCK, &orphaned, NULL);
  prctl(PR_SET_PDEATHSIG, plain_orphaned(), 0, 0, 0);
  family_adopt();
  return dprintf(INFO_FD, "{\"child-pid\": %d}\n", (int)getpid()) > 0;
}
