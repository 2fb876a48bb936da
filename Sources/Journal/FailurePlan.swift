// SPDX-License-Identifier: Apache-2.0
//
// How an in-memory twin is told to fail: the nth call of the port, once or from then on.
//
// Calls are counted from 1 over all operations of one twin, in the order in which they are made, so
// that a test can fail call 1, 2, 3 … until nothing fails. An error of COMMIT may come before or
// after its effect, as it does on a real disk.

/// Which calls of a twin fail, and how.
public struct FailurePlan: Hashable, Sendable {
    /// The number of the first call that fails.
    public var call: Int
    /// Whether all later calls fail too.
    public var isLasting: Bool
    /// The only operation that is counted and fails; nil for all.
    public var operation: JournalError.Operation?
    /// What is thrown; `full` is what a disk says, `failed` what says nothing.
    public var kind: JournalError.Kind
    /// Whether a failing COMMIT has taken effect all the same.
    public var takesEffect: Bool
    /// Whether a failing COMMIT that takes no effect leaves a part of it behind, without its mark.
    public var tears: Bool

    /// A plan.
    public init(
        call: Int, isLasting: Bool = false, operation: JournalError.Operation? = nil,
        kind: JournalError.Kind = .failed, takesEffect: Bool = false, tears: Bool = false
    ) {
        self.tears = tears
        self.call = call
        self.isLasting = isLasting
        self.operation = operation
        self.kind = kind
        self.takesEffect = takesEffect
    }
}

/// How a call fails.
struct Failure: Sendable {
    var error: JournalError
    var takesEffect: Bool
    var tears: Bool
}

/// Counts calls and decides which fail.
struct FailureGate: Sendable {
    private var plan: FailurePlan?
    private(set) var calls = 0
    private(set) var hasFailed = false

    mutating func use(_ plan: FailurePlan?) {
        self.plan = plan
        calls = 0
        hasFailed = false
    }

    /// Nil when the call may go on; else the error, and what is left behind all the same.
    mutating func pass(_ operation: JournalError.Operation) -> Failure? {
        if let wanted = plan?.operation, wanted != operation { return nil }
        calls += 1
        guard let plan, calls == plan.call || plan.isLasting && calls > plan.call
        else { return nil }
        hasFailed = true
        let error = JournalError(plan.kind, during: operation, text: "told to fail at \(calls)")
        let isCommit = operation == .commit
        return Failure(
            error: error, takesEffect: isCommit && plan.takesEffect, tears: isCommit && plan.tears)
    }
}
