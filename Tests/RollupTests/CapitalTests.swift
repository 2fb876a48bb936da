// SPDX-License-Identifier: Apache-2.0
//
// Cumulative values count as differences, by day; what is verified counts on the arrival's day.

import Pipeline
import Testing

@testable import Rollup

@Suite struct CapitalTests {
    private static func arrival(
        _ fen: Int64, _ basis: CapitalBasis? = nil, from origin: String = "OUT_OF_PROVINCE"
    ) -> Content {
        var capital = CapitalArrived()
        (capital.amount, capital.basis) = (Money(fen: fen), basis)
        capital.origin = Origin(text: origin)
        return .capitalArrived(capital)
    }

    private static func verified(_ low: UInt64, _ fen: Int64) -> Content {
        var verified = CapitalVerified()
        (verified.of, verified.amount) = (FactID(high: 1, low: low), Money(fen: fen))
        return .capitalVerified(verified)
    }

    /// A project signed and stored in 2023, then the arrivals.
    private static func ledger(_ arrivals: [(String, Content)]) -> SmallLedger {
        var ledger = SmallLedger()
        var signed = ProjectSigned()
        signed.agreement = .contract
        ledger.log("2023-01-01", .projectSigned(signed), subject: "P")
        ledger.log("2023-01-02", .projectStored(.init()), subject: "P")
        for (day, content) in arrivals { ledger.log(day, content, subject: "P") }
        return ledger
    }

    private static func capital(_ ledger: SmallLedger, _ asOf: String) -> FigureValue? {
        ledger.figures(asOf: asOf).value(.domesticCapital)
    }

    @Test func sinceJanuaryEachYearBeginsAnew() {
        let ledger = Self.ledger([
            ("2023-12-31", Self.arrival(500, .cumulativeYear)),
            ("2024-06-30", Self.arrival(300, .cumulativeYear)),
            // Late: it falls into its place, and June's increment shrinks.
            ("2024-03-31", Self.arrival(100, .cumulativeYear)),
            ("2024-09-30", Self.arrival(250, .cumulativeYear)),
            ("2024-09-30", Self.arrival(70, from: "330200")),
        ])
        let wanted: [(String, Int128)] = [
            ("2023-12-31", 500), ("2024-03-31", 100), ("2024-06-30", 300), ("2024-12-31", 320),
        ]
        for (asOf, fen) in wanted { #expect(Self.capital(ledger, asOf) == .fen(fen), "\(asOf)") }
        let row = ProjectRecord(
            ProjectID(text: "P")!, facts: ledger.facts, tree: SmallLedger.tree)
        #expect(row.capitalFen == 820)
    }

    @Test func sinceTheSigningTheValueHoldsAllThatCame() {
        let ledger = Self.ledger([
            ("2023-06-30", Self.arrival(500, .cumulativeSigning)),
            ("2024-03-31", Self.arrival(40)), ("2025-01-31", Self.arrival(600, .cumulativeSigning)),
        ])
        #expect(Self.capital(ledger, "2023-12-31") == .fen(500))
        #expect(Self.capital(ledger, "2024-12-31") == .fen(40))
        #expect(Self.capital(ledger, "2025-12-31") == .fen(60))
    }

    /// It counts on the arrival's day and is seen from its own.
    @Test func whatIsVerifiedIsSeenFromItsOwnDay() {
        let ledger = Self.ledger([
            ("2024-03-01", Self.arrival(100)), ("2024-04-01", Self.arrival(300)),
            ("2024-05-01", Self.arrival(50, from: "FOREIGN")),
            ("2025-02-01", Self.verified(3, 60)), ("2024-07-01", Self.verified(4, 240)),
            ("2024-07-01", Self.verified(5, 50)),
        ])
        #expect(ledger.figures(asOf: "2024-06-30").first(.domesticCapitalVerified) == nil)
        #expect(ledger.figures(asOf: "2024-06-30").first(.water) == nil)
        let figures = ledger.figures(asOf: "2024-12-31")
        #expect(figures.value(.domesticCapitalVerified) == .fen(240))
        #expect(figures.value(.water)?.equals(160, over: 400) == true)
        let march = CellKey(unit: UnitCode(text: "A")!, scope: .own, quantity: .capitalVerified)
        let days = day("2024-03-01")...day("2024-03-31")
        #expect(ledger.source(asOf: "2025-01-31").tally(march, days: days).amount == 0)
        #expect(ledger.source(asOf: "2025-02-28").tally(march, days: days).amount == 60)
    }

    @Test func ofACumulativeValueTheCumulativeValueIsVerified() {
        let ledger = Self.ledger([
            ("2024-03-31", Self.arrival(500, .cumulativeYear)),
            ("2024-06-30", Self.arrival(800, .cumulativeYear)),
            ("2024-07-01", Self.verified(3, 450)), ("2024-08-01", Self.verified(4, 700)),
        ])
        #expect(ledger.figures(asOf: "2024-07-31").value(.domesticCapitalVerified) == .fen(450))
        #expect(ledger.figures(asOf: "2024-08-31").value(.domesticCapitalVerified) == .fen(700))
        #expect(ledger.figures(asOf: "2024-08-31").value(.water)?.equals(1, over: 8) == true)
    }
}
