// SPDX-License-Identifier: Apache-2.0
//
// Terms: on which cells a figure rests, and a sum that never parts with its own.
//
// Law: for a figure with a number, the sum of factor × tally over the terms of each role, as of the
// figure's day and known at its position, is its numerator or its denominator; a role without terms
// is a constant of the formula (1, the months that are left, the schedule's denominator). Three figures
// need one word more: `stillNeeded` and `quarterShortfall` are not below zero, and `firstCrossing` is the
// first day on which its sum reaches the threshold. Sums are only ever added, subtracted and scaled as `Addend`s, which carry their terms,
// so an explanation can't name other cells than the computation read.

public import Pipeline

/// Where a term stands in the fraction.
public enum TermRole: String, NamedChoice {
    case numerator = "NUMERATOR"
    case denominator = "DENOMINATOR"
}

/// One cell over days, times a factor.
public struct Term: Hashable, Sendable {
    public var role: TermRole
    public var cell: CellKey
    /// The bucket days, both ends counted.
    public var days: ClosedRange<CivilDay>
    /// What each amount counts times; 1 or -1 for most.
    public var factor: Int128

    public init(
        _ role: TermRole, _ cell: CellKey, days: ClosedRange<CivilDay>, factor: Int128 = 1
    ) {
        self.role = role
        self.cell = cell
        self.days = days
        self.factor = factor
    }
}

/// A tally with the cells that it is the sum of.
struct Addend: Hashable, Sendable {
    var tally: Tally
    /// Of the numerator's role until said otherwise.
    var terms: [Term]

    static let zero = Addend(tally: .zero, terms: [])

    var amount: Int128 { tally.amount }
    var facts: Int { tally.facts }

    static func + (left: Addend, right: Addend) -> Addend {
        Addend(tally: left.tally + right.tally, terms: left.terms + right.terms)
    }
}

extension [Term] {
    /// The same terms, each times a factor.
    func times(_ factor: Int128) -> [Term] {
        map {
            var term = $0
            term.factor *= factor
            return term
        }
    }

    /// The same terms below the line.
    var below: [Term] {
        map {
            var term = $0
            term.role = .denominator
            return term
        }
    }
}

extension CellSource {
    /// The sum of a cell over days, with its term.
    func addend(
        _ cell: CellKey, days: ClosedRange<CivilDay>
    ) throws(Failure) -> Addend {
        Addend(tally: try tally(cell, days: days), terms: terms(of: cell, days: days))
    }

    /// The term of a cell over days; none where the source names none.
    func terms(of cell: CellKey, days: ClosedRange<CivilDay>) -> [Term] {
        namesTerms ? [Term(.numerator, cell, days: days)] : []
    }
}
