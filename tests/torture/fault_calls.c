/* A disk and a line that fail on order, inside one process: loaded with LD_PRELOAD in front of the C library.
 *
 * The program says through `torture_plan` which call is to fail: the kind, the how-manieth from now, and in which way.
 * `torture_count` tells how many calls of a kind there were, so that a sweep knows how many points it has. Calls on
 * anything but a file are left alone by all kinds but "line", so that what the process tells over its pipe is never
 * touched.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <linux/magic.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/vfs.h>
#include <unistd.h>

enum { SYNC, WRITE, TRUNCATE, READ, NAME, LINE, KINDS };
enum { KILL_BEFORE = 0, KILL_AFTER = -1, KILL_HALFWAY = -2 };

static const char *const names[KINDS] = {"sync", "write", "truncate", "read", "name", "line"};
static long counts[KINDS];
static int planned = -1, way, lasting;
static long nth;

static int kind_of(const char *name) {
    for (int kind = 0; kind < KINDS; kind++)
        if (strcmp(names[kind], name) == 0) return kind;
    return -1;
}

/* `outcome` above zero is an errno, else one of the three ways to die. `keeps` makes every later call fail as well.
 * Returns 0, or -1 when there is no such kind ("" ends the plan). */
int torture_plan(const char *kind, long number, int outcome, int keeps) {
    memset(counts, 0, sizeof counts);
    nth = number;
    way = outcome;
    lasting = keeps;
    planned = kind_of(kind);
    return planned < 0 && *kind ? -1 : 0;
}

long torture_count(const char *kind) {
    int known = kind_of(kind);
    return known < 0 ? -1 : counts[known];
}

static int due(int kind) {
    long number = __atomic_add_fetch(&counts[kind], 1, __ATOMIC_SEQ_CST);
    return kind == planned && (lasting ? number >= nth : number == nth);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static int is_file(int fd) {
    struct stat seen;
    struct statfs on;
    if (fstat(fd, &seen) != 0 || !(S_ISREG(seen.st_mode) || S_ISDIR(seen.st_mode))) return 0;
    return fstatfs(fd, &on) == 0 && on.f_type != PROC_SUPER_MAGIC; /* what the kernel tells lies on no disk */
}

/* The real function behind `name`, called with `arguments`; `half` is the same call with half of its bytes. */
#define FAULTY(type, name, kind, applies, parameters, arguments, half)    \
    type name parameters {                                                \
        static type(*real) parameters;                                    \
        if (!real) real = (type(*) parameters)dlsym(RTLD_NEXT, #name);    \
        if (!(applies) || !due(kind)) return real arguments;              \
        if (way > 0) {                                                    \
            errno = way;                                                  \
            return -1;                                                    \
        }                                                                 \
        if (way == KILL_HALFWAY) (void)real half;                         \
        if (way == KILL_AFTER) (void)real arguments;                      \
        die();                                                            \
        return -1;                                                        \
    }

FAULTY(int, fsync, SYNC, is_file(fd), (int fd), (fd), (fd))
FAULTY(int, fdatasync, SYNC, is_file(fd), (int fd), (fd), (fd))
FAULTY(ssize_t, write, WRITE, is_file(fd), (int fd, const void *from, size_t size), (fd, from, size), (fd, from, size / 2))
FAULTY(ssize_t, pwrite, WRITE, is_file(fd), (int fd, const void *from, size_t size, off_t at), (fd, from, size, at),
       (fd, from, size / 2, at))
FAULTY(ssize_t, pwrite64, WRITE, is_file(fd), (int fd, const void *from, size_t size, off64_t at), (fd, from, size, at),
       (fd, from, size / 2, at))
FAULTY(int, ftruncate, TRUNCATE, is_file(fd), (int fd, off_t size), (fd, size), (fd, size))
FAULTY(int, ftruncate64, TRUNCATE, is_file(fd), (int fd, off64_t size), (fd, size), (fd, size))
FAULTY(ssize_t, read, READ, is_file(fd), (int fd, void *into, size_t size), (fd, into, size), (fd, into, size / 2))
FAULTY(ssize_t, pread, READ, is_file(fd), (int fd, void *into, size_t size, off_t at), (fd, into, size, at),
       (fd, into, size / 2, at))
FAULTY(ssize_t, pread64, READ, is_file(fd), (int fd, void *into, size_t size, off64_t at), (fd, into, size, at),
       (fd, into, size / 2, at))
FAULTY(int, unlink, NAME, 1, (const char *path), (path), (path))
FAULTY(int, rename, NAME, 1, (const char *from, const char *to), (from, to), (from, to))
FAULTY(int, link, NAME, 1, (const char *from, const char *to), (from, to), (from, to))
FAULTY(int, mkdir, NAME, 1, (const char *path, mode_t mode), (path, mode), (path, mode))
FAULTY(int, rmdir, NAME, 1, (const char *path), (path), (path))

/* Opening counts where it may make a name. The headers of open are left out: they redirect one of the two to the other. */
enum { CREATES = 0100 };
#define OPENS(name)                                                       \
    int name(const char *path, int flags, ...) {                          \
        static int (*real)(const char *, int, ...);                       \
        mode_t mode = 0;                                                  \
        if (!real) real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #name); \
        if (flags & CREATES) {                                            \
            va_list more;                                                 \
            va_start(more, flags);                                        \
            mode = va_arg(more, mode_t);                                  \
            va_end(more);                                                 \
        }                                                                 \
        if (!(flags & CREATES) || !due(NAME)) return real(path, flags, mode); \
        if (way > 0) {                                                    \
            errno = way;                                                  \
            return -1;                                                    \
        }                                                                 \
        if (way != KILL_BEFORE) (void)real(path, flags, mode);            \
        die();                                                            \
        return -1;                                                        \
    }

OPENS(open)
OPENS(open64)

FAULTY(ssize_t, send, LINE, 1, (int fd, const void *from, size_t size, int flags), (fd, from, size, flags),
       (fd, from, size / 2, flags))
FAULTY(ssize_t, recv, LINE, 1, (int fd, void *into, size_t size, int flags), (fd, into, size, flags),
       (fd, into, size / 2, flags))
