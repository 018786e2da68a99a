/* The way into the sandbox. A client of the dial socket names a port in its first two bytes
 * (big-endian); the agent connects to it on the loopback inside and then moves bytes both ways, each
 * direction closed on its own. Port 0 asks a question instead: two more bytes name a port, and the
 * answer is one byte, 1, as soon as something listens there; the port 0 once more asks for a command
 * beside the run's own (exec.c).
 *
 * And the way out: what connects to the exit's port on the loopback inside is led to a socket of the
 * server's, which decides where it may go on to.
 *
 * Sockets are watched edge-triggered, and every event moves bytes in both directions until nothing
 * goes; a direction reads only when its pipe is empty, so what waits is bounded by one pipe. */
#include "agent.h"
#include "inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PIPE_BYTES = 65536, TURN_BYTES = 1 << 20, POOLED = 64 };

struct flow {
  int pipe[2];
  size_t held;
  bool ended; /* nothing more to read */
  bool done;  /* all written, and the end passed on */
};

enum stage { NAMING, ASKING, CONNECTING, OPEN };

/* fd[0] is the client, fd[1] the program inside; flow[i] leads from fd[i] to the other. */
struct link {
  int fd[2];
  struct flow flow[2];
  enum stage stage;
  unsigned char name[4];
  int named;
  uint16_t port;
  const char *path; /* the socket it leads to, instead of the port */
  bool six, client_gone, dead, ready;
  struct link *next, *previous, *next_ready, *next_dead;
};

struct listener {
  int fd;
  bool paused, closed;
};

static int epoll_fd = -1;
static struct listener door = {-1, false, true}, outlet = {-1, false, true};
static const char *exit_path;
static struct link all = {.next = &all, .previous = &all};
static struct link *ready, *dead;
static int pool[POOLED][2], pooled;
static int asking;
static int64_t opened_at;

static bool watch(int fd, void *tag) {
  struct epoll_event interest = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = tag};
  return epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &interest) == 0;
}

static void watch_listener(struct listener *at, bool on) {
  struct epoll_event interest = {.events = on ? EPOLLIN : 0, .data.ptr = at};
  at->paused = !on;
  epoll_ctl(epoll_fd, EPOLL_CTL_MOD, at->fd, &interest);
}

static void listen_at(struct listener *at, int fd) {
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
  *at = (struct listener){fd, false, false};
  struct epoll_event interest = {.events = EPOLLIN, .data.ptr = at};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &interest);
}

void dial_open(int epoll, int listener) {
  epoll_fd = epoll;
  opened_at = now_ms();
  listen_at(&door, listener);
}

bool dial_exit(uint16_t port, const char *path) {
  int fd = inside_listen(port);
  if (fd < 0) return false;
  exit_path = path;
  listen_at(&outlet, fd);
  return true;
}

bool dial_idle(void) { return all.next == &all; }

static void finish(struct link *l) {
  if (l->dead) return;
  l->dead = true;
  if (l->stage == ASKING) asking--;
  for (int i = 0; i < 2; i++) {
    if (l->fd[i] >= 0) {
      /* A process that was just made may still hold it, and then closing would not end the watch. */
      epoll_ctl(epoll_fd, EPOLL_CTL_DEL, l->fd[i], NULL);
      close(l->fd[i]);
    }
    if (l->flow[i].pipe[0] >= 0) {
      close(l->flow[i].pipe[0]);
      close(l->flow[i].pipe[1]);
    }
  }
  l->next->previous = l->previous;
  l->previous->next = l->next;
  l->next_dead = dead;
  dead = l;
  if (door.paused && !door.closed) watch_listener(&door, true);
  if (outlet.paused && !outlet.closed) watch_listener(&outlet, true);
}

/* What is under way goes on; what has not begun never will. */
void dial_stop_accepting(void) {
  if (!door.closed) close(door.fd);
  if (!outlet.closed) close(outlet.fd);
  door.closed = outlet.closed = true;
  for (struct link *l = all.next, *next; l != &all; l = next) {
    next = l->next;
    if (l->stage != OPEN) finish(l);
  }
}

/* A pipe is held only while bytes are in it, so that an idle connection costs two descriptors. */
static bool take_pipe(struct flow *f) {
  if (f->pipe[0] >= 0) return true;
  if (pooled > 0) {
    pooled--;
    f->pipe[0] = pool[pooled][0];
    f->pipe[1] = pool[pooled][1];
    return true;
  }
  return pipe2(f->pipe, O_CLOEXEC | O_NONBLOCK) == 0;
}

static void give_pipe(struct flow *f) {
  if (f->pipe[0] < 0) return;
  if (pooled < POOLED) {
    pool[pooled][0] = f->pipe[0];
    pool[pooled][1] = f->pipe[1];
    pooled++;
  } else {
    close(f->pipe[0]);
    close(f->pipe[1]);
  }
  f->pipe[0] = f->pipe[1] = -1;
}

enum moved { NOTHING, SOMETHING, BROKEN };

static enum moved write_held(struct flow *f, int to) {
  ssize_t n = splice(f->pipe[0], NULL, to, NULL, f->held, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
  if (n > 0) {
    f->held -= (size_t)n;
    return SOMETHING;
  }
  return n < 0 && (errno == EAGAIN || errno == EINTR) ? NOTHING : BROKEN;
}

static enum moved read_more(struct flow *f, int from) {
  if (!take_pipe(f)) {
    f->pipe[0] = f->pipe[1] = -1;
    return BROKEN;
  }
  ssize_t n = splice(from, NULL, f->pipe[1], NULL, PIPE_BYTES, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
  if (n > 0) {
    f->held = (size_t)n;
    return SOMETHING;
  }
  if (n == 0) {
    f->ended = true;
    return SOMETHING;
  }
  return errno == EAGAIN || errno == EINTR ? NOTHING : BROKEN;
}

/* Moves one direction until it cannot go on, or has had its turn; bytes moved, or -1. */
static long flow(struct flow *f, int from, int to) {
  long total = 0;
  while (!f->done && total < TURN_BYTES) {
    enum moved m;
    if (f->held > 0) {
      size_t before = f->held;
      m = write_held(f, to);
      total += (long)(before - f->held);
    } else if (f->ended) {
      shutdown(to, SHUT_WR);
      f->done = true;
      m = SOMETHING;
    } else {
      m = read_more(f, from);
    }
    if (m == BROKEN) return -1;
    if (m == NOTHING) break;
  }
  if (f->held == 0) give_pipe(f);
  return total;
}

static void enqueue(struct link *l) {
  if (l->ready) return;
  l->ready = true;
  l->next_ready = ready;
  ready = l;
}

static void move(struct link *l) {
  long out = flow(&l->flow[0], l->fd[0], l->fd[1]);
  long in = out < 0 ? -1 : flow(&l->flow[1], l->fd[1], l->fd[0]);
  bool both = l->flow[0].done && l->flow[1].done;
  bool nobody_listens = l->client_gone && l->flow[0].done;
  if (in < 0 || both || nobody_listens) {
    finish(l);
  } else if (out >= TURN_BYTES || in >= TURN_BYTES) {
    enqueue(l);
  }
}

static void begin_connect(struct link *l) {
  if (l->path == NULL) l->path = inside_route(l->port);
  l->stage = CONNECTING;
  l->fd[1] = l->path != NULL ? inside_connect_path(l->path) : inside_connect(l->port, l->six);
  if (l->fd[1] < 0 && l->path == NULL && !l->six) {
    l->six = true;
    l->fd[1] = inside_connect(l->port, true);
  }
  if (l->fd[1] < 0 || !watch(l->fd[1], (void *)((uintptr_t)l | 1))) finish(l);
}

/* Programs listen on IPv4 loopback, on any address, or on IPv6 loopback alone: both are tried. */
static void check_connected(struct link *l) {
  int error = 0;
  socklen_t size = sizeof error;
  struct sockaddr_storage peer;
  socklen_t peer_size = sizeof peer;
  getsockopt(l->fd[1], SOL_SOCKET, SO_ERROR, &error, &size);
  if (error == 0) {
    if (getpeername(l->fd[1], (struct sockaddr *)&peer, &peer_size) == 0) l->stage = OPEN;
  } else if (!l->six && l->path == NULL) {
    close(l->fd[1]);
    l->fd[1] = -1;
    l->six = true;
    begin_connect(l);
  } else {
    finish(l);
  }
}

static void read_name(struct link *l) {
  while (l->stage == NAMING) {
    int wanted = l->named >= 2 && l->name[0] == 0 && l->name[1] == 0 ? 4 : 2;
    if (l->named == wanted) {
      l->port = (uint16_t)(l->name[wanted - 2] << 8 | l->name[wanted - 1]);
      if (wanted == 2) {
        begin_connect(l);
      } else if (l->port == 0) {
        exec_begin(l->fd[0]);
        finish(l);
      } else {
        l->stage = ASKING;
        asking++;
      }
      return;
    }
    ssize_t n = read(l->fd[0], l->name + l->named, (size_t)((l->named < 2 ? 2 : 4) - l->named));
    if (n > 0) {
      l->named += (int)n;
    } else if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
      return;
    } else {
      finish(l);
      return;
    }
  }
}

static void welcome(struct listener *at, int fd) {
  struct link *l = calloc(1, sizeof *l);
  if (l == NULL) {
    close(fd);
    return;
  }
  l->fd[0] = fd;
  l->fd[1] = -1;
  for (int i = 0; i < 2; i++) l->flow[i].pipe[0] = l->flow[i].pipe[1] = -1;
  l->next = all.next;
  l->previous = &all;
  all.next->previous = l;
  all.next = l;
  if (!watch(fd, l)) {
    finish(l);
  } else if (at == &outlet) {
    l->path = exit_path;
    begin_connect(l);
  } else {
    read_name(l);
  }
}

static void accept_all(struct listener *at) {
  for (int i = 0; i < 64; i++) {
    int fd = accept4(at->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd >= 0) {
      welcome(at, fd);
    } else {
      /* Out of descriptors: the door waits until a connection ends. */
      if (errno != EAGAIN && errno != ECONNABORTED && errno != EINTR && !dial_idle()) watch_listener(at, false);
      return;
    }
  }
}

void dial_event(void *tag, uint32_t events) {
  if (tag == &door || tag == &outlet) {
    struct listener *at = tag;
    if (!at->closed) accept_all(at);
    return;
  }
  struct link *l = (struct link *)((uintptr_t)tag & ~(uintptr_t)1);
  bool inside = ((uintptr_t)tag & 1) != 0;
  if (l->dead) return;
  if (!inside && (events & (EPOLLHUP | EPOLLERR)) != 0) l->client_gone = true;
  if (l->stage == NAMING) read_name(l);
  if (l->stage == ASKING && !l->dead && l->client_gone) finish(l);
  if (l->stage == CONNECTING && !l->dead && inside) check_connected(l);
  if (l->stage == OPEN && !l->dead) move(l);
}

static void answer_questions(void) {
  for (struct link *l = all.next, *next; l != &all; l = next) {
    next = l->next;
    if (l->stage != ASKING || !inside_listens(l->port)) continue;
    ssize_t n = write(l->fd[0], "\1", 1);
    (void)n;
    finish(l);
  }
}

int dial_turn(void) {
  struct link *turn = ready;
  ready = NULL;
  while (turn != NULL) {
    struct link *l = turn;
    turn = l->next_ready;
    l->ready = false;
    if (!l->dead) move(l);
  }
  static int64_t asked_at;
  int64_t now = now_ms(), age = now - opened_at;
  int pause = age < 10000 ? 20 : age < 60000 ? 200 : 1000;
  if (asking > 0 && now - asked_at >= pause) {
    answer_questions();
    asked_at = now;
  }
  while (dead != NULL) {
    struct link *l = dead;
    dead = l->next_dead;
    free(l);
  }
  return ready != NULL ? 0 : asking > 0 ? pause : -1;
}
