// SPDX-License-Identifier: Apache-2.0
//
// glibc's own functions stay behind these; what they give is freed by glibc's free as always.

#include "CAllocations.h"

#include <stddef.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED
#endif
#endif

static __thread unsigned long taken;

unsigned long allocations_of_thread(void) { return taken; }

#ifdef IS_SANITIZED

bool allocations_are_counted(void) { return false; }

#else

bool allocations_are_counted(void) { return true; }

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

#endif
