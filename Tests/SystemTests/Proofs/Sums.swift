// SPDX-License-Identifier: Apache-2.0
//
// What a proof counts for itself, to hold the program's figures against.
//
// Law: a proof knows what each fact that it logs adds, and adds it up in the simplest way there is.
// That is possible because in each project signing, library entry, start and arrivals follow one
// another in the journal; so the figures up to any position are the sum of what stands before it.

import Foundation
import Pipeline
import Seeded
import Wire

/// Figures of the one unit, in counts and fen.
struct Sums: Hashable, Sendable {
    var signed: Int64 = 0
    var newlyStored: Int64 = 0
    var newlyStoredInvestment: Int64 = 0
    var started: Int64 = 0
    var domesticCapital: Int64 = 0

    static func + (left: Sums, right: Sums) -> Sums {
        Sums(
            signed: left.signed + right.signed, newlyStored: left.newlyStored + right.newlyStored,
            newlyStoredInvestment: left.newlyStoredInvestment + right.newlyStoredInvestment,
            started: left.started + right.started,
            domesticCapital: left.domesticCapital + right.domesticCapital)
    }

    init(
        signed: Int64 = 0, newlyStored: Int64 = 0, newlyStoredInvestment: Int64 = 0,
        started: Int64 = 0, domesticCapital: Int64 = 0
    ) {
        self.signed = signed
        self.newlyStored = newlyStored
        self.newlyStoredInvestment = newlyStoredInvestment
        self.started = started
        self.domesticCapital = domesticCapital
    }

    /// The same as the program answers it.
    init(_ figures: [FigureMessage]) throws {
        func number(_ name: String) throws -> Int64 {
            let value = figures.first { $0.measure == name && $0.of == nil }?.value
            guard let number = value.flatMap({ Int64($0) }) else {
                throw Unexpected("no number for \(name)")
            }
            return number
        }
        self.init(
            signed: try number("signed"), newlyStored: try number("newlyStored"),
            newlyStoredInvestment: try number("newlyStoredInvestment"),
            started: try number("started"), domesticCapital: try number("domesticCapital"))
    }
}

/// Something that must not happen; the sentence says what.
struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// A fact to log, and what it adds.
struct Addend: Sendable {
    let fact: Fact
    let sums: Sums
}

/// A fact that the program acknowledged.
struct Acknowledged: Sendable {
    let id: FactID
    let position: Int64
    let sums: Sums
}

extension [Acknowledged] {
    /// What the figures are at each position: the facts in the order of the journal, added up.
    var running: (positions: [Int64], sums: [Sums]) {
        let ordered = sorted { $0.position < $1.position }
        var sum = Sums()
        return (
            ordered.map(\.position),
            ordered.map { acknowledged in
                sum = sum + acknowledged.sums
                return sum
            }
        )
    }

    var total: Sums { reduce(Sums()) { $0 + $1.sums } }
}
