// SPDX-License-Identifier: Apache-2.0
//
// A revised investment counts from its day on, and details are those last set.

import Pipeline
import Testing

@testable import Rollup

@Suite struct RevisionTests {
    private static func signed(_ fen: Int64?, _ kind: AgreementKind = .contract) -> Content {
        var signed = ProjectSigned()
        signed.agreement = kind
        signed.terms.totalInvestment = fen.map(Money.init(fen:))
        return .projectSigned(signed)
    }

    private static func upgraded(_ fen: Int64) -> Content {
        var upgraded = AgreementUpgraded()
        upgraded.terms.totalInvestment = Money(fen: fen)
        return .agreementUpgraded(upgraded)
    }

    private static func revised(_ fen: Int64) -> Content {
        var revised = InvestmentRevised()
        revised.totalInvestment = Money(fen: fen)
        return .investmentRevised(revised)
    }

    @Test func asOfADayTheRevisionInForceThenCounts() {
        var ledger = SmallLedger()
        ledger.log("2024-02-01", Self.signed(100), subject: "P")
        // The later day first: the order of the journal plays no part.
        ledger.log("2024-05-01", Self.revised(300), subject: "P")
        ledger.log("2024-04-01", Self.revised(200), subject: "P")
        ledger.log(
            "2024-03-01", .projectStored(.init()), subject: "P",
            by: Principal(name: "reviewer", isAuthenticated: true))
        ledger.log("2024-03-15", .projectStarted(.init()), subject: "P")
        for (asOf, fen) in [("2024-03-31", 100), ("2024-04-30", 200), ("2024-06-30", 300)] {
            let figures = ledger.figures(asOf: asOf)
            for name in [
                FigureName.signedInvestment, .newlyStoredInvestment, .startedInvestment,
            ] {
                #expect(figures.value(name) == .fen(Int128(fen)), "\(name) as of \(asOf)")
            }
        }
        #expect(ledger.figures(asOf: "2024-03-31").first(.signedInvestment)?.facts == 1)
        #expect(ledger.figures(asOf: "2024-06-30").first(.signedInvestment)?.facts == 2)
    }

    @Test func aLaterAgreementNamesAnother() {
        var ledger = SmallLedger()
        ledger.log("2024-02-01", Self.signed(100, .framework), subject: "P")
        ledger.log("2024-03-01", Self.revised(200), subject: "P")
        ledger.log("2024-04-01", Self.upgraded(150), subject: "P")
        #expect(ledger.figures(asOf: "2024-06-30").value(.signedInvestment) == .fen(150))
        ledger.log("2024-04-01", Self.revised(170), subject: "P")
        #expect(ledger.figures(asOf: "2024-06-30").value(.signedInvestment) == .fen(170))
    }

    @Test func whoRevisedAndStoredLacksFourEyes() {
        var ledger = SmallLedger()
        let other = Principal(name: "other", isAuthenticated: true)
        ledger.log("2024-02-01", Self.signed(100), subject: "P")
        ledger.log("2024-02-02", Self.revised(200), subject: "P", by: other)
        ledger.log("2024-03-01", .projectStored(.init()), subject: "P", by: other)
        #expect(
            ledger.figures(asOf: "2024-06-30").first(.newlyStored)?.notes
                == [.fourEyesNotEnforced])
    }

    @Test func detailsAreThoseLastSet() {
        func set(_ details: [(String, String?)]) -> Content {
            var set = DetailsSet()
            set.details = details.map { name, text in
                var detail = Detail()
                (detail.name, detail.text) = (name, text)
                return detail
            }
            return .detailsSet(set)
        }
        let facts = Script.facts([
            ("2024-03-01", set([("b", "1"), ("a", "1"), ("c", "1")])),
            ("2024-05-01", set([("a", "3"), ("c", nil)])), ("2024-04-01", set([("a", "2")])),
        ])
        let names = DetailsSet.inForce(of: facts).map { [$0.name, $0.text] }
        #expect(names == [["a", "3"], ["b", "1"]])
    }
}
