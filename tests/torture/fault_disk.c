/* A disk whose power can be cut: a file system in memory that knows what of it would be left.
 *
 *     fault_disk FROM MOUNTPOINT INTO
 *
 * FROM is read at the start. What is left at the end is written INTO an empty folder: everything when it is unmounted
 * in good order, after a cut only what a disk may keep:
 *   - of a file: what was synced, and of each later write a random part in sectors of 512 bytes, in no order;
 *   - of names (create, rename, link, remove): what was there at the last sync of a folder, and a random number of the
 *     changes after it, in their order, as a journal keeps them. Syncing a file does not make its name durable.
 *
 * Orders are written to the file `.power` of the mounted folder:
 *   cut SEED           cut now; from then on every call fails
 *   cut-after N SEED   cut in the middle of the N-th changing call from now
 *   lie                syncs are answered at once and do nothing
 */
#define FUSE_USE_VERSION 31
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fuse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECTOR 512
#define PATH 256
static const char POWER[] = "/.power";

/* A write that is not synced; without bytes it is a change of size to `at`. */
struct piece {
    off_t at;
    size_t size;
    unsigned char *bytes;
    struct piece *next;
};

struct content {
    unsigned char *bytes;
    size_t size, room;
};

struct file {
    int is_folder, number;
    mode_t mode;
    struct content live, safe;
    struct piece *first, *last;
};

struct entry {
    char path[PATH];
    struct file *file;
};

/* All names at one moment. The oldest of the list is what is surely on disk, the newest is what programs see. */
struct names {
    int count;
    struct names *newer;
    struct entry of[];
};

static struct names *oldest, *newest;
static const char *into;
static int is_cut, lies, files;
static long cut_after;
static unsigned seed;

static void *need(void *memory) {
    if (!memory) abort();
    return memory;
}

static void resize(struct content *one, size_t size) {
    if (size > one->room) {
        one->room = size * 2;
        one->bytes = need(realloc(one->bytes, one->room));
    }
    if (size > one->size) memset(one->bytes + one->size, 0, size - one->size);
    one->size = size;
}

static void put(struct content *one, const unsigned char *from, size_t size, off_t at) {
    if (at + size > one->size) resize(one, at + size);
    if (size) memcpy(one->bytes + at, from, size);
}

static struct file *new_file(int is_folder, mode_t mode) {
    struct file *made = need(calloc(1, sizeof *made));
    made->is_folder = is_folder;
    made->mode = (is_folder ? S_IFDIR : S_IFREG) | (mode & 07777);
    made->number = ++files + 1;
    return made;
}

static struct entry *find(const char *path) {
    for (int i = 0; i < newest->count; i++)
        if (strcmp(newest->of[i].path, path) == 0) return &newest->of[i];
    return NULL;
}

/* The names are about to change: a copy is made that may take one more. */
static void begin_names(void) {
    size_t size = sizeof *newest + (newest->count + 1) * sizeof(struct entry);
    struct names *copy = need(malloc(size));
    memcpy(copy, newest, sizeof *newest + newest->count * sizeof(struct entry));
    copy->newer = NULL;
    newest = newest->newer = copy;
}

static void add_name(const char *path, struct file *file) {
    struct entry *one = &newest->of[newest->count++];
    snprintf(one->path, PATH, "%s", path);
    one->file = file;
}

static void remove_name(const char *path) {
    struct entry *one = find(path);
    if (one) *one = newest->of[--newest->count];
}

static void sync_names(void) {
    while (oldest != newest) {
        struct names *gone = oldest;
        oldest = oldest->newer;
        free(gone);
    }
}

static void remember(struct file *file, const unsigned char *bytes, size_t size, off_t at) {
    struct piece *one = need(calloc(1, sizeof *one));
    one->at = at;
    one->size = size;
    if (bytes) memcpy(one->bytes = need(malloc(size + 1)), bytes, size);
    if (file->last) file->last->next = one;
    else file->first = one;
    file->last = one;
}

/* Brings unsynced pieces to the disk: all, or each sector with a chance of `quarters` in four. */
static void settle(struct file *file, int quarters) {
    while (file->first) {
        struct piece *one = file->first;
        if (!one->bytes) {
            if (rand() % 4 < quarters) resize(&file->safe, one->at);
        } else
            for (size_t done = 0; done < one->size;) {
                size_t part = SECTOR - (one->at + done) % SECTOR;
                if (part > one->size - done) part = one->size - done;
                if (rand() % 4 < quarters) put(&file->safe, one->bytes + done, part, one->at + done);
                done += part;
            }
        file->first = one->next;
        free(one->bytes);
        free(one);
    }
    file->last = NULL;
}

static void write_out(const struct names *names) {
    char path[PATH * 8];
    for (int i = 0; i < names->count; i++) {
        const struct entry *one = &names->of[i];
        snprintf(path, sizeof path, "%s%s", into, one->path);
        for (char *cut = strchr(path + strlen(into) + 1, '/'); cut; cut = strchr(cut + 1, '/')) {
            *cut = 0;
            mkdir(path, 0700);
            *cut = '/';
        }
        if (one->file->is_folder) {
            mkdir(path, 0700);
            continue;
        }
        int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, one->file->mode & 07777);
        if (fd < 0 || write(fd, one->file->safe.bytes, one->file->safe.size) != (ssize_t)one->file->safe.size) abort();
        close(fd);
    }
}

static void cut(void) {
    int states = 1, chosen;
    struct names *left = oldest;
    srand(seed);
    for (struct names *one = oldest; one != newest; one = one->newer) states++;
    for (chosen = rand() % states; chosen; chosen--) left = left->newer;
    int quarters = rand() % 5;
    for (int i = 0; i < left->count; i++) settle(left->of[i].file, quarters);
    write_out(left);
    is_cut = 1;
}

/* Called in each call that changes something, after a write and before a sync took place. */
static int dies_here(void) {
    if (cut_after && --cut_after == 0) cut();
    return is_cut;
}

static int order(const char *text, size_t size) {
    char words[64] = {0};
    memcpy(words, text, size < 63 ? size : 63);
    if (sscanf(words, "cut-after %ld %u", &cut_after, &seed) == 2) return size;
    if (strncmp(words, "lie", 3) == 0) return lies = 1, size;
    if (sscanf(words, "cut %u", &seed) != 1) return -EINVAL;
    cut();
    return size;
}

#define ALIVE \
    if (is_cut) return -EIO
#define CHANGED return dies_here() ? -EIO : 0

static struct file *file_of(const char *path, struct fuse_file_info *info) {
    if (info && info->fh) return (struct file *)info->fh;
    struct entry *one = path ? find(path) : NULL;
    return one ? one->file : NULL;
}

static int on_getattr(const char *path, struct stat *seen, struct fuse_file_info *info) {
    ALIVE;
    memset(seen, 0, sizeof *seen);
    seen->st_nlink = 1;
    seen->st_mode = S_IFDIR | 0700;
    if (path && strcmp(path, "/") == 0) return 0;
    seen->st_mode = S_IFREG | 0600;
    if (path ? strcmp(path, POWER) == 0 : !info->fh) return 0;
    struct file *file = file_of(path, info);
    if (!file) return -ENOENT;
    seen->st_ino = file->number;
    seen->st_mode = file->mode;
    seen->st_size = file->live.size;
    seen->st_blocks = (file->live.size + SECTOR - 1) / SECTOR;
    return 0;
}

static int add(const char *path, struct file *file) {
    if (strlen(path) >= PATH) return -ENAMETOOLONG;
    if (find(path)) return -EEXIST;
    begin_names();
    add_name(path, file);
    CHANGED;
}

static int on_create(const char *path, mode_t mode, struct fuse_file_info *info) {
    ALIVE;
    struct file *file = new_file(0, mode);
    info->fh = (uint64_t)file;
    return add(path, file);
}

static int on_mkdir(const char *path, mode_t mode) {
    ALIVE;
    return add(path, new_file(1, mode));
}

static int on_link(const char *from, const char *to) {
    ALIVE;
    struct entry *one = find(from);
    return one ? add(to, one->file) : -ENOENT;
}

static int on_remove(const char *path) {
    ALIVE;
    if (!find(path)) return -ENOENT;
    begin_names();
    remove_name(path);
    CHANGED;
}

static int on_rmdir(const char *path) {
    size_t length = strlen(path);
    for (int i = 0; i < newest->count; i++)
        if (strncmp(newest->of[i].path, path, length) == 0 && newest->of[i].path[length] == '/') return -ENOTEMPTY;
    return on_remove(path);
}

static int on_rename(const char *from, const char *to, unsigned flags) {
    ALIVE;
    char moved[PATH * 2];
    size_t length = strlen(from);
    if (flags) return -EINVAL;
    if (!find(from)) return -ENOENT;
    begin_names();
    remove_name(to);
    for (int i = 0; i < newest->count; i++) {
        char *path = newest->of[i].path;
        if (strncmp(path, from, length) != 0 || (path[length] && path[length] != '/')) continue;
        snprintf(moved, sizeof moved, "%s%s", to, path + length);
        snprintf(path, PATH, "%.*s", PATH - 1, moved);
    }
    CHANGED;
}

static int on_open(const char *path, struct fuse_file_info *info) {
    ALIVE;
    if (strcmp(path, POWER) == 0) return 0;
    struct entry *one = find(path);
    if (!one) return -ENOENT;
    info->fh = (uint64_t)one->file;
    return 0;
}

static int on_read(const char *path, char *to, size_t size, off_t at, struct fuse_file_info *info) {
    ALIVE;
    struct file *file = file_of(path, info);
    if (!file || at >= (off_t)file->live.size) return 0;
    if (size > file->live.size - at) size = file->live.size - at;
    memcpy(to, file->live.bytes + at, size);
    return size;
}

static int on_write(const char *path, const char *from, size_t size, off_t at, struct fuse_file_info *info) {
    ALIVE;
    struct file *file = file_of(path, info);
    if (!file) return order(from, size); /* the one open file that is none of the disk */
    put(&file->live, (const unsigned char *)from, size, at);
    remember(file, (const unsigned char *)from, size, at);
    return dies_here() ? -EIO : (int)size;
}

static int on_truncate(const char *path, off_t size, struct fuse_file_info *info) {
    ALIVE;
    if (path && strcmp(path, POWER) == 0) return 0;
    struct file *file = file_of(path, info);
    if (!file) return -ENOENT;
    resize(&file->live, size);
    remember(file, NULL, 0, size);
    CHANGED;
}

static int on_fallocate(const char *path, int mode, off_t at, off_t size, struct fuse_file_info *info) {
    struct file *file = file_of(path, info);
    if (mode || !file) return -EOPNOTSUPP;
    return at + size > (off_t)file->live.size ? on_truncate(path, at + size, info) : 0;
}

static int on_fsync(const char *path, int data_only, struct fuse_file_info *info) {
    (void)data_only;
    ALIVE;
    struct file *file = file_of(path, info);
    if (dies_here()) return -EIO;
    if (file && !lies) settle(file, 4);
    return 0;
}

static int on_fsyncdir(const char *path, int data_only, struct fuse_file_info *info) {
    (void)path, (void)data_only, (void)info;
    ALIVE;
    if (dies_here()) return -EIO;
    if (!lies) sync_names();
    return 0;
}

/* An open folder is known by its path alone: the library tells the path of nothing else that is open. */
static int on_opendir(const char *path, struct fuse_file_info *info) {
    ALIVE;
    info->fh = (uint64_t)need(strdup(path));
    return 0;
}

static int on_releasedir(const char *unused, struct fuse_file_info *info) {
    (void)unused;
    free((char *)info->fh);
    return 0;
}

static int on_readdir(const char *unused, void *list, fuse_fill_dir_t fill, off_t at, struct fuse_file_info *info,
                      enum fuse_readdir_flags flags) {
    (void)unused, (void)at, (void)flags;
    ALIVE;
    const char *path = (const char *)info->fh;
    size_t length = strcmp(path, "/") == 0 ? 0 : strlen(path);
    for (int i = 0; i < newest->count; i++) {
        const char *one = newest->of[i].path;
        if (strncmp(one, path, length) == 0 && one[length] == '/' && !strchr(one + length + 1, '/'))
            fill(list, one + length + 1, NULL, 0, 0);
    }
    return 0;
}

static int on_statfs(const char *path, struct statvfs *seen) {
    (void)path;
    ALIVE;
    memset(seen, 0, sizeof *seen);
    seen->f_bsize = seen->f_frsize = 4096;
    seen->f_blocks = seen->f_bfree = seen->f_bavail = 1 << 18;
    seen->f_namemax = 255;
    return 0;
}

static int on_chmod(const char *path, mode_t mode, struct fuse_file_info *info) {
    ALIVE;
    struct file *file = file_of(path, info);
    if (!file) return -ENOENT;
    file->mode = (file->mode & S_IFMT) | (mode & 07777);
    return 0;
}

static int on_chown(const char *path, uid_t user, gid_t group, struct fuse_file_info *info) {
    (void)path, (void)user, (void)group, (void)info;
    ALIVE;
    return 0;
}

static int on_utimens(const char *path, const struct timespec times[2], struct fuse_file_info *info) {
    (void)path, (void)times, (void)info;
    ALIVE;
    return 0;
}

static void *on_init(struct fuse_conn_info *connection, struct fuse_config *settings) {
    (void)connection;
    settings->use_ino = settings->hard_remove = settings->nullpath_ok = 1;
    settings->direct_io = 1; /* every read and write comes here, also when two names stand for one file */
    settings->attr_timeout = settings->entry_timeout = settings->negative_timeout = 0;
    puts("ready");
    fflush(stdout);
    return NULL;
}

static const struct fuse_operations operations = {
    .init = on_init,         .getattr = on_getattr, .create = on_create,     .mkdir = on_mkdir,
    .link = on_link,         .unlink = on_remove,   .rmdir = on_rmdir,       .rename = on_rename,
    .open = on_open,         .read = on_read,       .write = on_write,       .truncate = on_truncate,
    .fallocate = on_fallocate, .fsync = on_fsync,   .fsyncdir = on_fsyncdir, .opendir = on_opendir,
    .readdir = on_readdir,   .releasedir = on_releasedir, .statfs = on_statfs, .chmod = on_chmod,
    .chown = on_chown,       .utimens = on_utimens,
};

static void read_in(const char *root, const char *below) {
    char path[PATH * 8], name[PATH];
    unsigned char block[1 << 16];
    struct stat seen;
    snprintf(path, sizeof path, "%s%s", root, below);
    DIR *folder = need(opendir(path));
    for (struct dirent *one; (one = readdir(folder));) {
        if (strcmp(one->d_name, ".") == 0 || strcmp(one->d_name, "..") == 0) continue;
        if (snprintf(name, sizeof name, "%s/%s", below, one->d_name) >= PATH) abort();
        snprintf(path, sizeof path, "%s%s", root, name);
        if (stat(path, &seen) != 0) abort();
        struct file *file = new_file(S_ISDIR(seen.st_mode), seen.st_mode);
        begin_names();
        add_name(name, file);
        if (file->is_folder) {
            read_in(root, name);
            continue;
        }
        int fd = open(path, O_RDONLY);
        for (ssize_t got; (got = read(fd, block, sizeof block)) > 0;) {
            put(&file->safe, block, got, file->safe.size);
            put(&file->live, block, got, file->live.size);
        }
        close(fd);
    }
    closedir(folder);
}

int main(int count, char **words) {
    if (count != 4) return 2;
    into = words[3];
    oldest = newest = need(calloc(1, sizeof *newest));
    read_in(words[1], "");
    sync_names();
    char *arguments[] = {words[0], words[2], "-s", "-f", NULL};
    int ended = fuse_main(4, arguments, &operations, NULL);
    if (!is_cut) {
        for (int i = 0; i < newest->count; i++) settle(newest->of[i].file, 4);
        write_out(newest);
    }
    return ended;
}
