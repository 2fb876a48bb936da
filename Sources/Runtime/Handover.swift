// SPDX-License-Identifier: Apache-2.0
//
// One value, or one failure, from a thread that launches to the thread that launched it.

import Foundation
import Synchronization

final class Handover<Value: Sendable>: Sendable {
    private enum Slot {
        case empty
        case filled(Result<Value, LaunchFailure>)
        case taken
    }

    private let slot = Mutex(Slot.empty)
    private let filled = DispatchSemaphore(value: 0)

    /// Gives the value; what comes after the first is passed over.
    func give(_ value: Value) { put(.success(value)) }

    func fail(_ failure: LaunchFailure) { put(.failure(failure)) }

    private func put(_ result: Result<Value, LaunchFailure>) {
        let isFirst = slot.withLock { slot in
            guard case .empty = slot else { return false }
            slot = .filled(result)
            return true
        }
        if isFirst { filled.signal() }
    }

    /// Waits for it, and keeps nothing of it.
    func take() throws(LaunchFailure) -> Value {
        filled.wait()
        let result = slot.withLock { slot in
            defer { slot = .taken }
            guard case .filled(let result) = slot else { preconditionFailure("taken twice") }
            return result
        }
        return try result.get()
    }
}
