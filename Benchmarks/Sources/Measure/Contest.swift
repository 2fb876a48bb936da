// SPDX-License-Identifier: Apache-2.0
//
// Two ways of doing the same work, measured side by side.
//
// Law: a round does the work once each way, one after the other and in the opposite order in the next,
// so that a machine that slows down slows both; a ratio is taken within a round and the median of the
// rounds is what is told. Ways that have a result give its digest, and ways with different digests are
// no comparison; a way without one, as a round trip that means nothing, is a limit. Where there is
// nobody to be measured beside, the aim is one for the figure itself.

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
    /// At least so much, as for facts a second: ours divided by the other's, else ours.
    case atLeast(Double)
    /// At most so much, as for a delay.
    case atMost(Double)

    func isMet(by number: Double) -> Bool {
        switch self {
        case .atLeast(let bound): number >= bound
        case .atMost(let bound): number <= bound
        }
    }

    var text: String {
        switch self {
        case .atLeast(let bound): "≥ \(bound.short)"
        case .atMost(let bound): "≤ \(bound.short)"
        }
    }
}

/// Ours, round by round, and another's where there is one.
public struct MeasuredWork: Sendable {
    public var work: String
    public var unit: String
    /// Another way's name; nil where the aim is one for the figure itself.
    public var other: String?
    public var figures: [Double] = []
    public var otherFigures: [Double] = []
    public var aim: Aim?

    /// What the aim speaks of: ours by the other's, else ours; a round each.
    var judged: [Double] {
        other == nil ? figures : zip(figures, otherFigures).map { $0 / $1 }
    }

    public var isMet: Bool { aim?.isMet(by: judged.median) ?? true }

    /// What was taken down in the rounds of another work, with nobody beside it and no aim.
    public init(_ work: String, unit: String, figures: [Double]) {
        self.init(work: work, unit: unit, other: nil, figures: figures, otherFigures: [], aim: nil)
    }

    init(
        work: String, unit: String, other: String? = nil, figures: [Double] = [],
        otherFigures: [Double] = [], aim: Aim?
    ) {
        (self.work, self.unit, self.other, self.aim) = (work, unit, other, aim)
        (self.figures, self.otherFigures) = (figures, otherFigures)
    }

    /// Ours alone, with an aim for the figure itself.
    public func alone(_ aim: Aim) -> MeasuredWork {
        MeasuredWork(work: work, unit: unit, figures: figures, aim: aim)
    }
}

/// Ways, or rounds, that gave different results.
public struct DigestsDiffer: Error, CustomStringConvertible {
    public var description: String

    public init(description: String) { self.description = description }
}

/// Runs rounds of ours and of the others, alternately.
///
/// - Parameter others: each with the aim that ours has against it.
/// - Throws: `DigestsDiffer`, or what a way throws.
public func contest(
    _ work: String, unit: String, rounds: Int, ours: Way, others: [(Way, Aim?)],
    say: (String) -> Void
) throws -> [MeasuredWork] {
    var findings = others.map { other, aim in
        MeasuredWork(work: work, unit: unit, other: other.name, aim: aim)
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
            findings[index].figures.append(own.figure)
            findings[index].otherFigures.append(run.figure)
        }
    }
    return findings
}

/// Runs rounds of one work that gives several figures and has nobody beside it; every round must give
/// the digest of the first.
///
/// - Parameter figures: what each is called, its unit and its aim.
/// - Parameter run: a run for each of them.
public func measure(
    _ figures: [(work: String, unit: String, aim: Aim?)], rounds: Int, say: (String) -> Void,
    run: () throws -> [Run]
) throws -> [MeasuredWork] {
    var findings = figures.map { MeasuredWork(work: $0.work, unit: $0.unit, aim: $0.aim) }
    var digests: [String?] = []
    for round in 1...rounds {
        let runs = try run()
        precondition(runs.count == figures.count, "a run for each figure")
        for (index, run) in runs.enumerated() {
            say("\(figures[index].work), round \(round) of \(rounds): \(run.figure.short)")
            findings[index].figures.append(run.figure)
        }
        if round == 1 { digests = runs.map(\.digest) }
        guard digests == runs.map(\.digest) else {
            throw DigestsDiffer(
                description: "\(figures[0].work): round \(round) gave another result than the first"
            )
        }
    }
    return findings
}
