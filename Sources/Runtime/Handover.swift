// SPDX-License-Identifier: Apache-2.0
//
// One value, or one failure, from a thread that launches to the thread that launched it.

import Foundation
import Synchronization

final class Handover<Value: Sendable>: Sendable {
    private let slot = Mutex<Result<Value, LaunchFailure>?>(nil)
    private let filled = DispatchSemaphore(value: 0)

    /// Gives the value; what comes after the first is passed over.
    func give(_ value: Value) { put(.success(value)) }

    func fail(_ failure: LaunchFailure) { put(.failure(failure)) }

    private func put(_ result: Result<Value, LaunchFailure>) {
        let isFirst = slot.withLock { slot in
            defer { slot = slot ?? result }
            return slot == nil
        }
        if isFirst { filled.signal() }
    }

    /// Waits for it.
    func take() throws(LaunchFailure) -> Value {
        filled.wait()
        return try slot.withLock { $0! }.get()
    }
}
