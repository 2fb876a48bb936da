// SPDX-License-Identifier: Apache-2.0
//
// No race: threads that fight for a mutex, and hand over by a semaphore. ThreadSanitizer must be
// silent; if it is not, every-process.c has lost the slow path of Mutex.

import Foundation
import Synchronization

final class Guarded: Sendable { let items = Mutex<[Int]>([]) }

let guarded = Guarded()
let ended = DispatchSemaphore(value: 0)
for _ in 0..<8 {
    Thread.detachNewThread {
        for item in 0..<20_000 {
            guarded.items.withLock {
                $0.append(item)
                if $0.count > 100 { $0 = [] }
            }
        }
        ended.signal()
    }
}
for _ in 0..<8 { ended.wait() }
