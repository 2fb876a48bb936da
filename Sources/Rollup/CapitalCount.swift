// SPDX-License-Identifier: Apache-2.0
//
// Arrivals → increments. A cumulative value says what a sum is: of the origin's year, or of the origin
// since the signing. Its increment is that value less what has come in before by its day, so that
// values that are reported late fall into their place. What is verified is meant as its arrival is,
// and counted the same way beside it.

import Pipeline

/// Counts the arrivals of one project, which come by day, those of one day by position.
struct CapitalCount {
    private struct Sums {
        var claimed: Int128 = 0
        var verified: Int128 = 0
    }

    private var sums: [CapitalSeries: Sums] = [:]
    /// What all arrivals add, of whatever origin.
    private(set) var claimed: Int128 = 0

    /// What an arrival adds to what came before.
    struct Increment {
        var claimed: Int128
        /// Nil where nobody looked at it.
        var verified: Int128?
    }

    /// - Parameters:
    ///   - origin: the arrival's own, else the project's.
    ///   - verifiedFen: what was found of it.
    mutating func take(
        _ capital: CapitalArrived, fen: Int64, origin: Origin?, on day: CivilDay,
        verifiedFen: Int64?
    ) -> Increment {
        let all = CapitalSeries(origin: origin, year: nil)
        let year = CapitalSeries(origin: origin, year: day.year)
        let before: Sums =
            switch capital.basis {
            case nil, .increment?: Sums()
            case .cumulativeYear?: sums[year] ?? Sums()
            case .cumulativeSigning?: sums[all] ?? Sums()
            }
        let increment = Increment(
            claimed: Int128(fen) - before.claimed,
            verified: verifiedFen.map { Int128($0) - before.verified })
        claimed += increment.claimed
        add(increment, to: all)
        add(increment, to: year)
        return increment
    }

    private mutating func add(_ increment: Increment, to series: CapitalSeries) {
        sums[series, default: Sums()].claimed += increment.claimed
        if let found = increment.verified { sums[series]!.verified += found }
    }
}
