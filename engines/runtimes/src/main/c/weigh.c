/* agent weigh MOST FOLDER…: says how many bytes of the disk folders take, a hole in a file none;
 * stops counting past MOST. Follows no link and leaves no file system. */
#include "agent.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each level holds a descriptor. */
enum { DEEPEST = 400, BLOCK = 512 };

static unsigned long long most, weight;

/* What has several names is counted by parts, one for each. */
static void count(const struct stat *what) {
  weight += (unsigned long long)what->st_blocks * BLOCK / (what->st_nlink > 1 && !S_ISDIR(what->st_mode) ? what->st_nlink : 1);
}

static void weigh_folder(int fd, dev_t device, int depth) {
  DIR *folder = fdopendir(fd);
  if (folder == NULL) {
    close(fd);
    return;
  }
  struct dirent *entry;
  while (weight <= most && (entry = readdir(folder)) != NULL) {
    struct stat what;
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    if (fstatat(dirfd(folder), entry->d_name, &what, AT_SYMLINK_NOFOLLOW) != 0 || what.st_dev != device) continue;
    count(&what);
    if (!S_ISDIR(what.st_mode) || depth == DEEPEST) continue;
    int below = openat(dirfd(folder), entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (below >= 0) weigh_folder(below, device, depth + 1);
  }
  closedir(folder);
}

int weigh(int argc, char **argv) {
  if (argc < 2) {
    fputs("usage: agent weigh MOST FOLDER…\n", stderr);
    return 2;
  }
  most = strtoull(argv[0], NULL, 10);
  for (int i = 1; i < argc; i++) {
    struct stat what;
    int fd = open(argv[i], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) continue;
    if (fstat(fd, &what) == 0) weigh_folder(fd, what.st_dev, 0);
    else close(fd);
  }
  printf("%llu\n", weight);
  return 0;
}
