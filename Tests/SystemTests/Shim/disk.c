// SPDX-License-Identifier: Apache-2.0
//
// A disk that fails on demand, preloaded between a program and the C library.
//
// Watched are the files whose path begins with DISK_FOLDER. What is done to them is told by the
// environment, and what happened by files outside of that folder:
//   DISK_FAULT=CALL:N:ERROR:OFTEN  the Nth call of `sync` or `write` fails with EIO or ENOSPC, or
//                     ends the process (`exit`: half a write is done, a sync is not), once or ever
//   DISK_FULL=FILE    writes fail with ENOSPC, and no byte is free, while FILE is there
//   DISK_MARK=FILE    gets a line at the first failure: error, file, microseconds since 1970
//   DISK_LOG=FILE     gets a record of every change and every sync, done or failed, for a power
//                     cut to be made of; `-shm` files, which mean nothing after one, are left out
//   DISK_SQL=TEXT     is executed on the connection once the program has made its settings, so that
//                     a control run has settings that the program refuses
//   DISK_UNSETTLED=1  what the program writes into a log of changes before SQLite opens it, and the
//                     sync of that, is said to be done and is not: a launch that settles nothing
//   DISK_CHECKPOINT=N pages after which the log of changes is moved into the file, in place of the
//                     program's own number, so that a short run holds many checkpoints
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { CREATE = 1, WRITE, TRUNCATE, SYNC, SYNC_FAILED, SYNC_FOLDER, UNLINK };
enum { DESCRIPTORS = 4096, PATH = 4096 };

static struct {
    char path[256];
    uint64_t inode;
    int watched, logged, folder, unsettled;
} files[DESCRIPTORS];
static const char *folder, *full, *sql, *unsettled, *checkpoint;
static char call[8], error[8], often[8];
static long number;
static atomic_long calls;
static atomic_int marked;
static int log_file = -1, mark_file = -1;
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;

#define NEXT(type, name) ((type)dlsym(RTLD_NEXT, name))
typedef int (*open_call)(const char *, int, ...);
typedef ssize_t (*pwrite_call)(int, const void *, size_t, off64_t);

static int opened(const char *name) {
    const char *path = getenv(name);
    int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
    return path ? NEXT(open_call, "open64")(path, flags, 0600) : -1;
}

__attribute__((constructor)) static void begin(void) {
    const char *fault = getenv("DISK_FAULT");
    full = getenv("DISK_FULL");
    sql = getenv("DISK_SQL");
    unsettled = getenv("DISK_UNSETTLED");
    checkpoint = getenv("DISK_CHECKPOINT");
    log_file = opened("DISK_LOG");
    mark_file = opened("DISK_MARK");
    if (fault && sscanf(fault, "%7[^:]:%ld:%7[^:]:%7s", call, &number, error, often) != 4) abort();
    folder = getenv("DISK_FOLDER");
}

static void put(uint32_t kind, uint64_t inode, const char *name, uint64_t offset,
                const void *data, uint64_t length) {
    uint64_t head[4] = {(uint64_t)kind << 32 | strlen(name), inode, offset, data ? length : 0};
    struct iovec parts[3] = {
        {head, sizeof head}, {(void *)name, strlen(name)}, {(void *)data, head[3]}};
    if (log_file < 0) return;
    pthread_mutex_lock(&log_lock);
    size_t whole = sizeof head + strlen(name) + head[3];
    if (writev(log_file, parts, 3) != (ssize_t)whole) abort();
    pthread_mutex_unlock(&log_lock);
}

static void mark(int code, int file) {
    if (mark_file < 0 || atomic_exchange(&marked, 1)) return;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    const char *name = code == ENOSPC ? "ENOSPC" : code == EIO ? "EIO" : "exit";
    dprintf(mark_file, "%s %s %lld\n", name, files[file].path,
            (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000);
}

// Ends the process as a crash does: by the kernel, with nothing run on the way out. `_exit` is heard by
// ThreadSanitizer, which then complains of the call on the stack that will never return.
static _Noreturn void die(void) {
    syscall(SYS_exit_group, 9);
    abort();
}

// 0 for a call that goes through, else the error; -1 for the process's end.
static int verdict(const char *name, int file) {
    int code = 0;
    if (full && !strcmp(name, "write") && !access(full, F_OK)) code = ENOSPC;
    if (number && !strcmp(name, call)) {
        long count = atomic_fetch_add(&calls, 1) + 1;
        if (count == number || (count > number && !strcmp(often, "ever")))
            code = !strcmp(error, "EIO") ? EIO : !strcmp(error, "ENOSPC") ? ENOSPC : -1;
    }
    if (code) mark(code, file);
    return code;
}

static int watched(int file) { return file >= 0 && file < DESCRIPTORS && files[file].watched; }

static int watch(int file, int isNew) {
    char link[64], path[PATH];
    if (!folder || file < 0 || file >= DESCRIPTORS) return file;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH - 1);
    if (length <= 0) return file;
    path[length] = 0;
    if (strncmp(path, folder, strlen(folder))) return file;
    struct stat64 status;
    if (fstat64(file, &status)) return file;
    const char *name = strrchr(path, '/') + 1;
    snprintf(files[file].path, sizeof files[file].path, "%.255s", name);
    files[file].inode = status.st_ino;
    files[file].folder = S_ISDIR(status.st_mode);
    files[file].logged = !strstr(name, "-shm") && !strstr(name, ".lock");
    files[file].watched = 1;
    if (isNew && files[file].logged) put(CREATE, status.st_ino, name, 0, 0, 0);
    return file;
}

static int open_watched(const char *symbol, const char *path, int flags, mode_t mode) {
    int isNew = (flags & O_CREAT) && access(path, F_OK);
    int code = errno;
    int file = NEXT(open_call, symbol)(path, flags, mode);
    if (file >= 0) errno = code;
    watch(file, isNew);
    // SQLite would create a log that is not there; the program's launch would not.
    if (watched(file))
        files[file].unsettled =
            unsettled && !(flags & O_CREAT) && !!strstr(files[file].path, "-wal");
    return file;
}

#define OPEN(name)                                          \
    int name(const char *path, int flags, ...) {            \
        va_list rest;                                       \
        va_start(rest, flags);                              \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
        va_end(rest);                                       \
        return open_watched(#name, path, flags, mode);      \
    }
OPEN(open)
OPEN(open64)

int close(int file) {
    if (file >= 0 && file < DESCRIPTORS) files[file].watched = 0;
    return NEXT(int (*)(int), "close")(file);
}

static ssize_t write_watched(int file, const void *data, size_t length, off64_t offset) {
    pwrite_call next = NEXT(pwrite_call, "pwrite64");
    if (!watched(file)) return next(file, data, length, offset);
    if (files[file].unsettled) return length;
    int code = verdict("write", file);
    if (code > 0) return errno = code, -1;
    if (code < 0) length /= 2;
    ssize_t done = next(file, data, length, offset);
    if (done > 0 && files[file].logged)
        put(WRITE, files[file].inode, files[file].path, offset, data, done);
    if (code < 0) die();
    return done;
}

ssize_t pwrite(int file, const void *data, size_t length, off_t offset) {
    return write_watched(file, data, length, offset);
}
ssize_t pwrite64(int file, const void *data, size_t length, off64_t offset) {
    return write_watched(file, data, length, offset);
}
ssize_t write(int file, const void *data, size_t length) {
    if (!watched(file))
        return NEXT(ssize_t (*)(int, const void *, size_t), "write")(file, data, length);
    ssize_t done = write_watched(file, data, length, lseek64(file, 0, SEEK_CUR));
    if (done > 0) lseek64(file, done, SEEK_CUR);
    return done;
}

static int sync_watched(const char *symbol, int file) {
    int (*next)(int) = NEXT(int (*)(int), symbol);
    if (!watched(file)) return next(file);
    if (files[file].unsettled) return 0;
    int code = verdict("sync", file);
    if (code < 0) die();
    int done = code ? -1 : next(file);
    uint32_t kind = done ? SYNC_FAILED : files[file].folder ? SYNC_FOLDER : SYNC;
    if (files[file].logged) put(kind, files[file].inode, files[file].path, 0, 0, 0);
    if (code) errno = code;
    return done;
}
int fsync(int file) { return sync_watched("fsync", file); }
int fdatasync(int file) { return sync_watched("fdatasync", file); }

static int truncate_watched(int file, off64_t length) {
    int done = NEXT(int (*)(int, off64_t), "ftruncate64")(file, length);
    if (!done && watched(file) && files[file].logged)
        put(TRUNCATE, files[file].inode, files[file].path, length, 0, 0);
    return done;
}
int ftruncate(int file, off_t length) { return truncate_watched(file, length); }
int ftruncate64(int file, off64_t length) { return truncate_watched(file, length); }

int unlink(const char *path) {
    int done = NEXT(int (*)(const char *), "unlink")(path);
    if (!done && folder && !strncmp(path, folder, strlen(folder)))
        put(UNLINK, 0, strrchr(path, '/') + 1, 0, 0, 0);
    return done;
}

int statvfs(const char *path, struct statvfs *status) {
    int done = NEXT(int (*)(const char *, struct statvfs *), "statvfs")(path, status);
    if (!done && full && !access(full, F_OK)) status->f_bavail = 0;
    return done;
}

// The program's last setting, made once it has checked the others. SQLite makes it too when it opens
// a file, with the 1,000 pages of its own.
typedef int hook(void *, void *, const char *, int);
void *sqlite3_wal_hook(void *base, hook *called, void *pages) {
    void *(*next)(void *, hook *, void *) =
        NEXT(void *(*)(void *, hook *, void *), "sqlite3_wal_hook");
    int (*execute)(void *, const char *, void *, void *, char **) =
        NEXT(int (*)(void *, const char *, void *, void *, char **), "sqlite3_exec");
    if (pages == (void *)1000) return next(base, called, pages);
    if (sql && execute(base, sql, 0, 0, 0)) abort();
    return next(base, called, checkpoint ? (void *)atol(checkpoint) : pages);
}
