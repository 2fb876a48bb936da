// SPDX-License-Identifier: Apache-2.0
//
// What the ZeroMQ module needs from C and Swift cannot import: an eventfd with its two eight-byte
// operations, and open(2), which is variadic. Each returns -1 with errno set, as the call it wraps;
// nothing here retries or decides.
#ifndef CZEROMQ_SHIM_H
#define CZEROMQ_SHIM_H

#include <fcntl.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <zmq.h>

/* A draft constant of the header, yet accepted by the released library. */
#define CZMQ_ZERO_COPY_RECV 10

static inline int czmq_eventfd_open(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

static inline int czmq_eventfd_add(int descriptor) {
    const uint64_t one = 1;
    return write(descriptor, &one, sizeof one) == (ssize_t)sizeof one ? 0 : -1;
}

static inline int czmq_eventfd_take(int descriptor) {
    uint64_t count;
    return read(descriptor, &count, sizeof count) == (ssize_t)sizeof count ? 0 : -1;
}

static inline int czmq_open_lock(const char *path) {
    return open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
}

#endif
