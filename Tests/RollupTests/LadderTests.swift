// SPDX-License-Identifier: Apache-2.0
//
// The ladder's figures and rows: a lead counts for nothing, a fulfilled contract for its rate, and the
// stage is the highest rung that holds.

import Pipeline
import Testing

@testable import Rollup

@Suite struct LadderTests {
    private static let lead: Content = {
        var lead = LeadOpened()
        lead.name = "线索"
        lead.terms.hostUnit = UnitCode(text: "T1")
        lead.terms.totalInvestment = Money(fen: 70)
        return .leadOpened(lead)
    }()

    private static func signed(_ kind: AgreementKind = .contract) -> Content {
        var signed = ProjectSigned()
        (signed.agreement, signed.name) = (kind, "项目")
        return .projectSigned(signed)
    }

    private static func row(_ steps: [Content]) -> ProjectRecord {
        let facts = Script.facts(steps.map { ("2024-03-01", $0) })
        return ProjectRecord(ProjectID(text: "P")!, facts: facts, tree: RandomLedger.tree)
    }

    private static let climb: [(Content, Stage)] = [
        (lead, .lead), (.negotiationOpened(.init()), .negotiating),
        (signed(.framework), .framework), (.agreementUpgraded(.init()), .signed),
        (.projectStored(.init()), .stored), (.contractFulfilled(.init()), .stored),
        (.statisticsEntered(.init()), .stored), (.projectStarted(.init()), .started),
        (.projectSuspended(.init()), .suspended), (.projectResumed(.init()), .started),
        (.projectOperational(.init()), .operational), (.projectAtCapacity(.init()), .atCapacity),
        (.projectSuspended(.init()), .suspended), (.projectTerminated(.init()), .terminated),
        (.projectReinstated(.init()), .atCapacity),
    ]

    @Test func theStageIsTheHighestRungThatHolds() {
        for end in 1...Self.climb.count {
            let steps = Self.climb.prefix(end)
            #expect(Self.row(steps.map(\.0)).stage == steps.last?.1, "\(end)")
        }
        #expect(Stage.ladder.count == Stage.allCases.count)
        #expect(Stage.ladder == Stage.allCases.sorted())
        #expect(Stage.withdrawn.number == 7 && Stage.lead.number == 8)
    }

    @Test func aRowHasTheDaysOfAllRungs() {
        let row = Self.row(Self.climb.prefix(9).map(\.0))
        let day = CivilDay(text: "2024-03-01")
        #expect(row.leadOn == day && row.negotiatingOn == day && row.fulfilledOn == day)
        #expect(row.inStatisticsOn == day && row.atCapacityOn == nil && row.suspendedOn == day)
        #expect(row.name == "项目" && row.terms.totalInvestment == Money(fen: 70))
    }

    @Test func aLeadCountsForNothingUntilItIsSigned() {
        var ledger = SmallLedger()
        ledger.log("2024-02-01", Self.lead, subject: "P")
        ledger.log("2024-02-02", .negotiationOpened(.init()), subject: "P")
        #expect(ledger.source(asOf: "2024-12-31").deltas == [])
        ledger.log("2024-03-01", Self.signed(), subject: "P")
        #expect(ledger.figures("T1", asOf: "2024-06-30").value(.signed) == .count(1))
        #expect(ledger.figures("T1", asOf: "2024-06-30").value(.signedInvestment) == .fen(70))
    }

    /// Fulfilled over signed, of the contracts signed in the period, by the as-of day.
    @Test func theFulfilmentRateIsOfTheContractsSigned() {
        var ledger = SmallLedger()
        for key in ["P", "Q", "R"] { ledger.log("2024-02-01", Self.signed(), subject: key) }
        ledger.log("2023-02-01", Self.signed(), subject: "S")
        for key in ["P", "S"] {
            ledger.log("2024-05-01", .contractFulfilled(.init()), subject: key)
        }
        ledger.log("2024-06-01", .projectWithdrawn(.init()), subject: "Q")
        func rate(_ asOf: String) -> Figure? { ledger.figures(asOf: asOf).first(.fulfilmentRate) }
        #expect(rate("2024-06-30")?.value.equals(1, over: 3) == true)
        #expect(rate("2024-04-30")?.value.equals(0) == true)
        #expect(
            SmallLedger().figures(asOf: "2024-06-30").value(.fulfilmentRate)
                == .missing(.noneCounted))
        let cells = rate("2024-06-30")?.terms.map(\.cell.quantity)
        #expect(cells == [.fulfilledOfSigned, .signed])
    }

    /// Statistics' library is not the bureau's.
    @Test func enteredInStatisticsIsNotStored() {
        var ledger = SmallLedger()
        ledger.log("2024-02-01", Self.signed(), subject: "P")
        ledger.log("2024-03-01", .statisticsEntered(.init()), subject: "P")
        #expect(ledger.figures(asOf: "2024-06-30").value(.newlyStored) == .count(0))
    }
}
