/* A disk that takes longer: every fsync and fdatasync of the process waits BANGBAN_SYNC_DELAY_US microseconds more. Loaded
 * with LD_PRELOAD in front of the C library, so that a bare fsync and the store meet the same disk.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int later(const char *name, int fd) {
    static long microseconds = -1;
    if (microseconds < 0) {
        const char *asked = getenv("BANGBAN_SYNC_DELAY_US");
        microseconds = asked ? atol(asked) : 0;
    }
    struct timespec wait = {microseconds / 1000000, microseconds % 1000000 * 1000};
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    int done = real(fd);
    nanosleep(&wait, NULL);
    return done;
}

int fsync(int fd) { return later("fsync", fd); }
int fdatasync(int fd) { return later("fdatasync", fd); }
