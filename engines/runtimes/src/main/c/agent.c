#include "agent.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

int64_t now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "keep") == 0) return keep(argc - 2, argv + 2);
  if (argc > 1 && strcmp(argv[1], "init") == 0) return init(argc - 2, argv + 2);
  if (argc > 1 && strcmp(argv[1], "weigh") == 0) return weigh(argc - 2, argv + 2);
  fputs("usage: agent keep|init|weigh …\n", stderr);
  return 2;
}
