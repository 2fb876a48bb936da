// SPDX-License-Identifier: Apache-2.0
//
// A planted bug: two threads count without a lock. ThreadSanitizer must report it.

import Foundation

final class Unguarded: @unchecked Sendable { var count = 0 }

let unguarded = Unguarded()
let ended = DispatchSemaphore(value: 0)
for _ in 0..<2 {
    Thread.detachNewThread {
        for _ in 0..<1_000 { unguarded.count += 1 }
        ended.signal()
    }
}
for _ in 0..<2 { ended.wait() }
