// SPDX-License-Identifier: Apache-2.0
//
// What decides a run: a seed and how long its faults strike; or no faults but one call of a port that
// fails, once or from then on, which is tried for every call there is.

public import Journal

/// All that decides a run.
public struct Scenario: Hashable, Sendable {
    public var seed: UInt64
    /// Events before faults stop.
    public var steps: Int
    /// Faults that do not strike.
    public var without: Set<Fault> = []
    /// 1 as the product has it; more is the control, a disk that must lose.
    public var commitsPerSync = 1
    /// A port that fails until the faults stop.
    public var failing: FailingPort?

    /// A scenario.
    public init(seed: UInt64, steps: Int) {
        self.seed = seed
        self.steps = steps
    }

    /// A scenario in which nothing goes wrong but one port.
    public init(seed: UInt64, steps: Int, failing: FailingPort) {
        self.init(seed: seed, steps: steps)
        self.failing = failing
        without = Set(Fault.allCases)
    }
}

/// The port that fails, and how.
public enum FailingPort: Hashable, Sendable {
    case journal(FailurePlan)
    case ledger(FailurePlan)
}

/// A twin that can be told to fail.
protocol Failing {
    func fail(_ plan: FailurePlan?)
    var hasFailed: Bool { get }
}

extension MemoryJournal: Failing {}
extension MemoryLedger: Failing {}
