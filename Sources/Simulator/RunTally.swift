// SPDX-License-Identifier: Apache-2.0
//
// What many runs came to: which faults struck and how often, what was judged, one digest of all.

/// The sum of many outcomes, added in the order of their seeds.
public struct RunTally: Sendable {
    public private(set) var runs = 0
    public private(set) var steps = 0
    public private(set) var factsJournaled = 0
    public private(set) var outcomesJudged = 0
    public private(set) var answersJudged = 0
    public private(set) var strikes: [Fault: Int] = [:]
    public private(set) var crashes: [CrashPoint: Int] = [:]
    public private(set) var digest = Digest()

    /// No run so far.
    public init() {}

    /// Adds the run of the next seed.
    public mutating func add(_ outcome: RunOutcome) {
        runs += 1
        steps += outcome.steps
        factsJournaled += outcome.factsJournaled
        outcomesJudged += outcome.outcomesJudged
        answersJudged += outcome.answersJudged
        strikes.merge(outcome.strikes) { $0 + $1 }
        crashes.merge(outcome.crashes) { $0 + $1 }
        digest.add(outcome.digest)
    }

    /// Faults and crash points that never were hit.
    public var neverHit: [String] {
        Fault.allCases.filter { strikes[$0] == nil }.map(\.rawValue)
            + CrashPoint.wanted.filter { crashes[$0] == nil }.map(\.text)
    }

    /// Lines of a report.
    public var lines: [String] {
        let faults = Fault.allCases.map { "\($0.rawValue) \(strikes[$0] ?? 0)" }
        let points = crashes.sorted { $0.key.text < $1.key.text }.map {
            "\($0.key.text) \($0.value)"
        }
        return [
            "\(runs) runs, \(steps) steps, \(factsJournaled) facts journaled, "
                + "\(outcomesJudged) outcomes and \(answersJudged) answers judged",
            "faults: " + faults.joined(separator: ", "),
            "crashes: " + points.joined(separator: ", "),
            "digest \(String(digest.value, radix: 16))",
        ]
    }
}
