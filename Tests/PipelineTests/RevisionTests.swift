// SPDX-License-Identifier: Apache-2.0
//
// Revised investments and details: what they need, and whose eyes count.

import Pipeline
import Testing

@Suite struct RevisionTests {
    private static func revised(_ fen: Int64?) -> Content {
        var revised = InvestmentRevised()
        revised.totalInvestment = fen.map(Money.init(fen:))
        return .investmentRevised(revised)
    }

    private static func details(_ names: [String?]) -> Content {
        var set = DetailsSet()
        set.details = names.map { name in
            var detail = Detail()
            (detail.name, detail.text) = (name, "甲")
            return detail
        }
        return .detailsSet(set)
    }

    private static let table: [([Content], Content, [String])] = [
        ([], revised(5), ["unknownProject@subject"]),
        ([.signed()], revised(5), []),
        ([.signed()], revised(nil), ["fieldMissing@investmentRevised.totalInvestment"]),
        ([.signed()], revised(0), ["amountZero@investmentRevised.totalInvestment.minorUnits"]),
        (
            [.signed()], revised(100_000_000_000_001),
            ["amountTooLarge@investmentRevised.totalInvestment.minorUnits"]
        ),
        ([.signed(), .projectWithdrawn(.init())], revised(5), ["projectClosed@subject"]),
        ([.signed(), .projectSuspended(.init())], revised(5), []),
        ([], details(["亩"]), ["unknownProject@subject"]),
        ([.signed()], details(["亩", "链"]), []),
        ([.signed(), .projectWithdrawn(.init())], details(["亩"]), []),
        ([.signed()], details([]), ["fieldMissing@detailsSet.details"]),
        ([.signed()], details(["亩", nil]), ["fieldMissing@detailsSet.details[1].name"]),
        ([.signed()], details(["亩", "亩"]), ["fieldNotAllowed@detailsSet.details[1].name"]),
        (
            [.signed()], details((0...100).map { "\($0)" }),
            ["countOutOfRange@detailsSet.details"]
        ),
    ]

    @Test(arguments: table)
    func isJudged(_ steps: [Content], _ step: Content, refusals: [String]) {
        var ledger = LedgerScript()
        for step in steps { #expect(ledger.log("P", "2024-03-01", step).refusals == []) }
        #expect(ledger.log("P", "2024-03-02", step).refusals == refusals)
    }

    /// Before the library entry and after it.
    @Test func whoRevisesDoesNotStore() {
        var ledger = LedgerScript()
        ledger.log("P", "2024-01-10", .signed(), by: "a")
        ledger.log("P", "2024-01-11", Self.revised(5), by: "b")
        let stored = Content.projectStored(.init())
        #expect(ledger.log("P", "2024-02-01", stored, by: "b").refusals == ["fourEyes@"])
        #expect(ledger.log("P", "2024-02-01", stored, by: "c").refusals == [])
        #expect(ledger.log("P", "2024-02-02", Self.revised(6), by: "c").refusals == ["fourEyes@"])
        #expect(ledger.log("P", "2024-02-02", Self.revised(6), by: "a").refusals == [])
    }

    @Test func aRevisionGivesTheLibraryItsAmount() {
        var terms = AgreementTerms.complete
        terms.totalInvestment = nil
        var ledger = LedgerScript()
        ledger.log("P-1", "2024-01-10", .signed(.contract, terms), by: "a")
        ledger.log("P-1", "2024-01-11", Self.revised(5), by: "a")
        let revision = ledger.newest
        ledger.log("P-1", "2024-02-01", .projectStored(.init()), by: "b")
        #expect(ledger.state.positions(of: .project(ProjectID(text: "P-1")!)).count == 3)
        #expect(ledger.void(revision).refusals == ["laterFactUnlawful@"])
    }
}
