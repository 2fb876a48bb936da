// SPDX-License-Identifier: Apache-2.0
//
// glibc's own functions stay behind these; what they give is freed by glibc's free as always.

#include "CAllocations.h"

#include <stddef.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

static __thread unsigned long taken;

unsigned long allocations_of_thread(void) { return taken; }

void *malloc(size_t size) {
    taken += 1;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    taken += 1;
    return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
    taken += 1;
    return __libc_realloc(old, size);
}
