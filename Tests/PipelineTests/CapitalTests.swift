// SPDX-License-Identifier: Apache-2.0
//
// Money by its basis, and what is verified of it: refusals and warnings.

import Pipeline
import Testing

@Suite struct CapitalTests {
    private static func arrival(
        _ fen: Int64, _ basis: CapitalBasis? = nil, from origin: String? = nil
    ) -> Content {
        .capitalArrived(
            .with {
                ($0.amount, $0.basis) = (Money(fen: fen), basis)
                $0.origin = origin.flatMap(Origin.init(text:))
            })
    }

    /// A second arrival, after one of 100 fen in cumulation of 2024 from the project's origin.
    private static let second: [(String, Content, [String], [Rule])] = [
        ("2024-06-01", arrival(100, .cumulativeYear), [], []),
        ("2024-06-01", arrival(99, .cumulativeYear), [], [.capitalFell]),
        ("2024-04-01", arrival(101, .cumulativeYear), [], [.capitalFell]),
        ("2024-04-01", arrival(99, .cumulativeYear), [], []),
        ("2024-06-01", arrival(0, .cumulativeYear), [], [.capitalFell]),
        ("2024-06-01", arrival(5), ["otherBasis@capitalArrived.basis"], []),
        (
            "2024-06-01", arrival(5, .cumulativeSigning, from: "OUT_OF_PROVINCE"),
            ["otherBasis@capitalArrived.basis"], []
        ),
        ("2024-06-01", arrival(5, .increment, from: "330200"), [], []),
        ("2023-06-01", arrival(5), [], []),
        ("2023-06-01", arrival(5, .cumulativeSigning), [], []),
    ]

    @Test(arguments: second)
    func oneBasisAProjectOriginAndYear(
        _ day: String, _ content: Content, refusals: [String], warnings: [Rule]
    ) {
        var ledger = LedgerScript()
        ledger.log("P", "2023-01-01", .signed())
        ledger.log("P", "2023-01-02", .projectStored(.init()), by: "r")
        #expect(ledger.log("P", "2024-05-01", Self.arrival(100, .cumulativeYear)).refusals == [])
        let verdict = ledger.log("P", day, content)
        #expect(verdict.refusals == refusals && verdict.warnings == warnings)
    }

    private static func verified(_ of: FactID?, _ fen: Int64?) -> Content {
        var verified = CapitalVerified()
        (verified.of, verified.amount) = (of, fen.map(Money.init(fen:)))
        return .capitalVerified(verified)
    }

    private func ledger() -> (LedgerScript, FactID) {
        var ledger = LedgerScript()
        ledger.log("P-1", "2024-01-01", .signed())
        ledger.log("P-1", "2024-05-02", Self.arrival(100))
        return (ledger, ledger.newest)
    }

    @Test func whatIsVerifiedLiesWithinTheArrival() {
        var (ledger, id) = ledger()
        func refusals(_ of: FactID?, _ fen: Int64?) -> [String] {
            ledger.log("P-1", "2024-06-01", Self.verified(of, fen)).refusals
        }
        #expect(refusals(id, 0) == [] && refusals(id, 100) == [])
        #expect(refusals(id, 101) == ["amountTooLarge@capitalVerified.amount.minorUnits"])
        #expect(refusals(id, -1) == ["amountNegative@capitalVerified.amount.minorUnits"])
        #expect(refusals(id, nil) == ["fieldMissing@capitalVerified.amount"])
        #expect(refusals(nil, 5) == ["fieldMissing@capitalVerified.of"])
        #expect(refusals(FactID(high: 9, low: 9), 5) == ["unknownFact@capitalVerified.of"])
    }

    /// It follows its arrival through corrections, which may not fall below it.
    @Test func aVerificationFollowsItsArrival() {
        var (ledger, id) = ledger()
        ledger.log("P-1", "2024-06-01", Self.verified(id, 60))
        let verification = ledger.newest
        #expect(ledger.correct(id, Self.arrival(59)).refusals == ["laterFactUnlawful@"])
        #expect(ledger.void(id).refusals == ["laterFactUnlawful@"])
        #expect(ledger.correct(id, Self.arrival(60)).refusals == [])
        let corrected = ledger.newest
        #expect(
            ledger.log("P-1", "2024-06-01", Self.verified(id, 5)).refusals
                == ["unknownFact@capitalVerified.of"])
        #expect(ledger.log("P-1", "2024-06-01", Self.verified(corrected, 60)).refusals == [])
        ledger.void(ledger.newest)
        ledger.void(verification)
        #expect(ledger.void(corrected).refusals == [])
        #expect(ledger.void(id).refusals == [])
    }
}
