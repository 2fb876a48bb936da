// SPDX-License-Identifier: Apache-2.0
//
// Shares of a project's credit. A count goes whole to the largest share, ties to the lowest code; an
// amount is split so that the parts are whole fen and sum to it: what is left over goes to the largest
// remainders, ties to the lowest code. A negative amount is split as its absolute value and negated.

import Pipeline

/// Units with basis points that sum to 10,000, in the order of their codes.
struct CreditSplit: Hashable, Sendable {
    struct Share: Hashable, Sendable {
        var unit: UnitCode
        var basisPoints: Int64
    }

    let shares: [Share]

    init(_ set: CreditSharesSet) {
        shares = set.shares.compactMap { share in
            guard let unit = share.unit, let points = share.basisPoints else { return nil }
            return Share(unit: unit, basisPoints: points)
        }
        .sorted { $0.unit < $1.unit }
    }

    /// One unit has all.
    init(whole unit: UnitCode) { shares = [Share(unit: unit, basisPoints: 10_000)] }

    /// Who holds what is not split.
    var holder: UnitCode? { shares.max { $0.basisPoints < $1.basisPoints }?.unit }

    /// Each unit's part, in the order of `shares`.
    func parts(of amount: Int128) -> [Int128] {
        let whole = amount.magnitude
        var parts = shares.map { whole * UInt128($0.basisPoints) / 10_000 }
        let remainders = shares.map { whole * UInt128($0.basisPoints) % 10_000 }
        let left = Int(whole - parts.reduce(0, +))
        let order = shares.indices.sorted { (remainders[$0], -$0) > (remainders[$1], -$1) }
        for index in order.prefix(left) { parts[index] += 1 }
        return parts.map { amount < 0 ? -Int128($0) : Int128($0) }
    }
}
