// SPDX-License-Identifier: Apache-2.0
//
// Two ways of doing the same work, measured side by side.
//
// Law: a round does the work once each way, one after the other and in the opposite order in the next,
// so that a machine that slows down slows both; a ratio is taken within a round and the median of the
// rounds is what is told. Ways that have a result give its digest, and ways with different digests are
// no comparison; a way without one, as a round trip that means nothing, is a limit.

/// What one run of a way gave.
public struct Run: Sendable {
    /// What was measured, in the contest's unit.
    public var figure: Double
    /// Of the result; nil where the way has none to compare, as an echo.
    public var digest: String?

    public init(_ figure: Double, digest: String? = nil) {
        self.figure = figure
        self.digest = digest
    }
}

/// One way of doing the work.
public struct Way {
    public var name: String
    public var run: () throws -> Run

    public init(_ name: String, _ run: @escaping () throws -> Run) {
        self.name = name
        self.run = run
    }
}

/// Which way is better, and by how much it should be.
public enum Aim: Sendable {
    /// Ours divided by the other's is at least so much, as for facts a second.
    case atLeast(Double)
    /// Ours divided by the other's is at most so much, as for a delay.
    case atMost(Double)

    func isMet(by ratio: Double) -> Bool {
        switch self {
        case .atLeast(let bound): ratio >= bound
        case .atMost(let bound): ratio <= bound
        }
    }

    var text: String {
        switch self {
        case .atLeast(let bound): "≥ \(bound.rounded(to: 2))"
        case .atMost(let bound): "≤ \(bound.rounded(to: 2))"
        }
    }
}

/// Ours and another's, round by round.
public struct Comparison: Sendable {
    public var work: String
    public var ours: String
    public var other: String
    public var unit: String
    public var figures: [Double]
    public var otherFigures: [Double]
    public var aim: Aim?

    /// Ours by the other's, a round each.
    var ratios: [Double] { zip(figures, otherFigures).map { $0 / $1 } }

    /// The median of the rounds' ratios.
    public var ratio: Double { ratios.median }

    public var isMet: Bool { aim?.isMet(by: ratio) ?? true }
}

/// Ways that gave different results.
public struct DigestsDiffer: Error, CustomStringConvertible {
    public var description: String
}

/// Runs rounds of ours and of the others, alternately.
///
/// - Parameter others: each with the aim that ours has against it.
/// - Throws: `DigestsDiffer`, or what a way throws.
public func contest(
    _ work: String, unit: String, rounds: Int, ours: Way, others: [(Way, Aim?)],
    say: (String) -> Void
) throws -> [Comparison] {
    var comparisons = others.map { other, aim in
        Comparison(
            work: work, ours: ours.name, other: other.name, unit: unit, figures: [],
            otherFigures: [], aim: aim)
    }
    let ways = [ours] + others.map(\.0)
    for round in 1...rounds {
        var runs: [Int: Run] = [:]
        let order = round.isMultiple(of: 2) ? ways.indices.reversed() : Array(ways.indices)
        for index in order {
            let run = try ways[index].run()
            say(
                "\(work), round \(round) of \(rounds): \(ways[index].name) \(run.figure.short) \(unit)"
            )
            runs[index] = run
        }
        for index in others.indices {
            let (own, run) = (runs[0]!, runs[index + 1]!)
            if let digest = run.digest, digest != own.digest {
                throw DigestsDiffer(
                    description: "\(work): \(ours.name) gave \(own.digest ?? "nothing"), "
                        + "\(ways[index + 1].name) gave \(digest)")
            }
            comparisons[index].figures.append(own.figure)
            comparisons[index].otherFigures.append(run.figure)
        }
    }
    return comparisons
}
