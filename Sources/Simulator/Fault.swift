// SPDX-License-Identifier: Apache-2.0
//
// What the world does to the workers, and how gravely each seed does it.
//
// A die is rolled for a fault whether or not it is switched off. A seed turns some faults off and
// others up. The report counts how often each took effect, and one that never does in a long run
// fails it.

import Seeded

/// What can go wrong.
public enum Fault: String, CaseIterable, Hashable, Sendable {
    // messages
    case messageDropped, messageRepeated, messageDelayed, linkCut
    // the journal's disk
    case journalStalled, journalBusy, journalFull, journalFailed, journalUnreadable
    case commitTorn, commitFailedAfterEffect
    // the ledger database's disk
    case ledgerStalled, ledgerBusy, ledgerFull, ledgerFailed, ledgerUnreadable
    case ledgerCommitFailedAfterEffect, ledgerLost
    // ends of processes
    case ingestCrashed, crashedBeforeCommit, crashedAfterCommit, powerCut, ingestStopped
    case rollupCrashed, crashedBeforeFold, crashedAfterFold
    case queryCrashed, clientCrashed
    // clocks
    case clockForward, clockBack
    // people and programs
    case factRepeated, factAltered, requestReused, garbageSent

    /// How often it strikes in a thousand chances when a seed gives it its usual weight.
    fileprivate var usual: Int {
        switch self {
        case .messageDropped, .messageRepeated, .messageDelayed: 30
        case .factRepeated, .factAltered, .requestReused, .garbageSent: 60
        case .journalBusy, .journalFailed, .journalUnreadable: 20
        case .commitTorn, .commitFailedAfterEffect: 15
        case .crashedBeforeCommit, .crashedAfterCommit: 15
        case .ledgerBusy, .ledgerFailed, .ledgerCommitFailedAfterEffect: 30
        case .crashedBeforeFold, .crashedAfterFold: 30
        case .journalStalled, .ledgerStalled, .ledgerUnreadable: 20
        case .ingestCrashed, .rollupCrashed, .queryCrashed: 3
        case .clientCrashed: 5
        // once in half a second
        case .linkCut, .clockForward, .clockBack: 15
        case .journalFull, .ledgerFull: 10
        case .powerCut, .ledgerLost, .ingestStopped: 8
        }
    }
}

/// The generator of a world and its faults.
struct Dice: RandomNumberGenerator {
    private(set) var generator: Generator
    private var weights: [Fault: Int] = [:]
    private let switchedOff: Set<Fault>
    /// How often each fault struck.
    private(set) var strikes: [Fault: Int] = [:]
    /// No fault strikes any more.
    var isHealed = false

    init(seed: UInt64, without switchedOff: Set<Fault>) {
        generator = Generator(seed: seed)
        self.switchedOff = switchedOff
        for fault in Fault.allCases {
            weights[fault] = fault.usual * generator.pick([0, 0, 1, 1, 4])
        }
    }

    mutating func next() -> UInt64 { generator.next() }
    mutating func pick(_ range: ClosedRange<Int>) -> Int { generator.pick(range) }
    mutating func pick<Value>(_ values: [Value]) -> Value { generator.pick(values) }
    mutating func happens(_ perThousand: Int) -> Bool { generator.happens(perThousand) }

    /// A duration: mostly near the lower end, rarely near the upper.
    mutating func pause(_ range: ClosedRange<Int>) -> Int64 {
        let span = range.upperBound - range.lowerBound
        let scale = pick([8, 8, 8, 4, 4, 2, 1])
        return Int64(range.lowerBound + pick(0...(span / scale)))
    }

    /// Whether a fault strikes now; it does.
    mutating func strikes(_ fault: Fault) -> Bool {
        let strikes = threatens(fault)
        if strikes { note(fault) }
        return strikes
    }

    /// Whether a fault strikes now, if it finds something to strike: `note` it then.
    mutating func threatens(_ fault: Fault) -> Bool {
        let rolled = generator.happens(weights[fault]!)
        return rolled && !isHealed && !switchedOff.contains(fault)
    }

    mutating func note(_ fault: Fault) { strikes[fault, default: 0] += 1 }
}
