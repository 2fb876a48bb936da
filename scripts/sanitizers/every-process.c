/* SPDX-License-Identifier: Apache-2.0
 *
 * Linked by scripts/sanitize into the tests and the program, never into what is installed.
 *
 * Each process that starts leaves a file where its reports would go, empty if there are none: so it
 * can be counted who ran under the sanitizer, and with our options.
 *
 * ThreadSanitizer is told of the slow path of Synchronization.Mutex. On Linux that is a call of the
 * kernel (FUTEX_LOCK_PI) from a library that is not instrumented, so whatever a contended mutex
 * guards is reported as a race: in the closure given to `withLock`, where a suppression would also
 * hide true ones. These two functions stand before those of libswiftSynchronization, call them and
 * say what they mean. scripts/sanitizers/contended.swift tells when a toolchain has renamed them. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>

const char *__sanitizer_get_report_path(void);

__attribute__((constructor)) static void leave_a_file(void) {
    (void)__sanitizer_get_report_path(); /* Opens the file. */
}

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))
#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

/* Weak, for AddressSanitizer has none. */
__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

static void *the_library(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) abort();
    return found;
}

SWIFT void lock_slow(uint32_t thread, SELF void *mutex) __asm__(LOCK_SLOW);
SWIFT void lock_slow(uint32_t thread, SELF void *mutex) {
    SWIFT void (*call)(uint32_t, SELF void *) = the_library(LOCK_SLOW);
    call(thread, mutex);
    if (__tsan_acquire) __tsan_acquire(mutex);
}

SWIFT void unlock_slow(SELF void *mutex) __asm__(UNLOCK_SLOW);
SWIFT void unlock_slow(SELF void *mutex) {
    SWIFT void (*call)(SELF void *) = the_library(UNLOCK_SLOW);
    if (__tsan_release) __tsan_release(mutex);
    call(mutex);
}
