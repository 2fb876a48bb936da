// SPDX-License-Identifier: Apache-2.0
//
// Counts what the calling thread takes from the heap. For tests only: who links this has its malloc, calloc
// and realloc pass through here, and so has everything else in the process.

#pragma once

#include <stdbool.h>

/// False under a sanitizer, which has a heap of its own.
bool allocations_are_counted(void);

/// How many times this thread has taken memory since it began.
unsigned long allocations_of_thread(void);
