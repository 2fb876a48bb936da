// SPDX-License-Identifier: Apache-2.0
//
// Claims sent back, projections, rule sets.

import Pipeline
import Testing

@Suite struct ReviewTests {
    private static func returned(_ of: FactID? = nil, _ reason: String? = "缺凭证") -> Content {
        .reviewReturned(.with { ($0.of, $0.reason) = (of, reason) })
    }

    @Test func anApplicationIsSentBackUntilItIsTaken() {
        var ledger = LedgerScript()
        #expect(
            ledger.log("P-1", "2024-03-01", Self.returned()).refusals == ["unknownProject@subject"])
        ledger.log("P-1", "2024-03-01", .signed())
        #expect(
            ledger.log("P-1", "2024-03-02", Self.returned(nil, nil)).refusals
                == ["fieldMissing@reviewReturned.reason"])
        #expect(ledger.log("P-1", "2024-03-02", Self.returned()).refusals == [])
        ledger.log("P-1", "2024-03-03", .projectStored(ProjectStored()), by: "reviewer")
        #expect(
            ledger.log("P-1", "2024-03-04", Self.returned()).refusals
                == ["alreadyStored@reviewReturned.of"])
        ledger.log("P-2", "2024-03-01", .signed())
        ledger.log("P-2", "2024-03-02", .projectWithdrawn(ProjectWithdrawn()))
        #expect(
            ledger.log("P-2", "2024-03-04", Self.returned()).refusals == ["projectClosed@subject"])
    }

    /// The claim may be corrected or voided after; it was sent back all the same.
    @Test func aClaimThatWasSentBackMayBeVoided() {
        var ledger = LedgerScript()
        ledger.log("P-1", "2024-03-01", .signed())
        let signing = ledger.newest
        ledger.log("P-1", "2024-05-01", .capital(100))
        let claim = ledger.newest
        #expect(
            ledger.log("P-1", "2024-05-03", Self.returned(signing)).refusals
                == ["unknownFact@reviewReturned.of"])
        #expect(ledger.log("P-1", "2024-05-03", Self.returned(claim)).refusals == [])
        let back = ledger.newest
        #expect(ledger.correct(claim, .capital(90)).refusals == [])
        let less = ledger.newest
        let inForce = Chains(ledger.journal.dropFirst(2)).inForce
        guard case .reviewReturned(let returned)? = inForce.last?.fact.content else {
            Issue.record("the return is gone")
            return
        }
        #expect(returned.of == less, "it follows its claim")
        #expect(ledger.void(less).refusals == [])
        #expect(ledger.void(claim).refusals == [])
        #expect(
            ledger.log("P-1", "2024-05-04", Self.returned(claim)).refusals
                == ["unknownFact@reviewReturned.of"])
        #expect(
            ledger.correct(back, Self.returned(claim, "缺章")).refusals
                == ["unknownFact@corrected.restated.reviewReturned.of"])
        #expect(ledger.void(back).refusals == [])
    }

    private static func projection(_ fill: (inout ProjectionMade) -> Void = { _ in }) -> Content {
        .projectionMade(
            .with {
                ($0.measure, $0.year, $0.method) = (.domesticCapital, 2024, .trend)
                ($0.asOf, $0.amount) = (CivilDay(text: "2024-05-31"), Money(fen: 5))
                fill(&$0)
            })
    }

    private static let projections: [(Content, [String])] = [
        (projection(), []),
        (projection { ($0.unit, $0.method) = (UnitCode(text: "T1"), .trendAndPlans) }, []),
        (projection { $0.unit = UnitCode(text: "X") }, ["unknownUnit@projectionMade.unit"]),
        (projection { $0.measure = nil }, ["fieldMissing@projectionMade.measure"]),
        (projection { $0.year = nil }, ["fieldMissing@projectionMade.year"]),
        (projection { $0.year = 1900 }, ["dateOutOfRange@projectionMade.year"]),
        (projection { $0.method = nil }, ["fieldMissing@projectionMade.method"]),
        (projection { $0.asOf = nil }, ["fieldMissing@projectionMade.asOf"]),
        (
            projection { $0.asOf = CivilDay(text: "2024-06-02") },
            ["periodInvalid@projectionMade.asOf"]
        ),
        (projection { $0.amount = nil }, ["fieldMissing@projectionMade.amount"]),
        (
            projection { ($0.amount, $0.count) = (nil, 3) }, ["unitOfMeasure@projectionMade.count"]
        ),
    ]

    @Test(arguments: projections)
    func projectionsAreJudged(_ content: Content, refusals: [String]) {
        var ledger = LedgerScript()
        #expect(ledger.log(nil, "2024-06-01", content).refusals == refusals)
        #expect(
            ledger.log("X", "2024-06-01", Self.projection()).refusals
                == ["fieldNotAllowed@subject"])
    }

    /// One beside the other, be it of one day; each is voided alone.
    @Test func projectionsAreAllKept() {
        var ledger = LedgerScript()
        let subject = "projection/domesticCapital/310/2024/TREND"
        ledger.log(nil, "2024-06-01", Self.projection())
        let first = ledger.newest
        #expect(ledger.log(nil, "2024-06-01", Self.projection()).refusals == [])
        #expect(ledger.journal.last?.fact.derivedSubject?.text == subject)
        #expect(Subject(text: subject) == ledger.journal.last?.fact.derivedSubject)
        #expect(ledger.void(first, of: subject).refusals == [])
        #expect(Chains(ledger.journal.dropFirst(2)).inForce.count == 1)
    }

    private static func adopted(_ fill: (inout RuleSetAdopted) -> Void = { _ in }) -> Content {
        .ruleSetAdopted(.with { fill(&$0) })
    }

    private static let ruleSets: [(String?, String?, Content, [String])] = [
        ("2025", "2025-01-01", adopted(), []),
        ("2025", nil, adopted(), ["fieldMissing@effectiveOn"]),
        (nil, "2025-01-01", adopted(), ["fieldMissing@subject"]),
        ("2024", "2025-01-01", adopted(), ["alreadyAdopted@subject"]),
        ("default", "2025-01-01", adopted(), ["alreadyAdopted@subject"]),
        ("2025", "2025-01-01", adopted { ($0.percentDecimals, $0.pointsDecimals) = (0, 4) }, []),
        (
            "2025", "2025-01-01", adopted { ($0.percentDecimals, $0.pointsDecimals) = (5, -1) },
            [
                "decimalsOutOfRange@ruleSetAdopted.percentDecimals",
                "decimalsOutOfRange@ruleSetAdopted.pointsDecimals",
            ]
        ),
        ("2025", "2025-01-01", adopted { $0.lamps = LampRule.standard }, []),
        (
            "2025", "2025-01-01", adopted { $0.lamps = Array(LampRule.standard.dropLast()) },
            ["lampGap@ruleSetAdopted.lamps"]
        ),
        (
            "2025", "2025-01-01", adopted { $0.lamps = LampRule.standard + [LampRule(.red)] },
            ["lampOverlap@ruleSetAdopted.lamps"]
        ),
        (
            "2025", "2025-01-01",
            adopted { $0.lamps = Array(repeating: LampRule(.red), count: 33) },
            ["lampRuleInvalid@ruleSetAdopted.lamps"]
        ),
        (
            "2025", "2025-01-01",
            adopted {
                $0.lamps = [
                    LampRule(), LampRule(.red, aheadFrom: 0, aheadAbove: 1),
                    LampRule(.red, aheadUpTo: 0, aheadBelow: 1),
                    LampRule(.red, aheadFrom: 1, aheadUpTo: 1),
                    LampRule(.red, aheadFrom: 1, aheadBelow: 1),
                    LampRule(.red, overdueFrom: 3, overdueBelow: 3),
                    LampRule(.red, overdueBelow: 0),
                    LampRule(.red, aheadFrom: .min), LampRule(.red, overdueFrom: -1),
                ]
            },
            [
                "fieldMissing@ruleSetAdopted.lamps[0].lamp",
                "lampRuleInvalid@ruleSetAdopted.lamps[1].aheadAbove",
                "lampRuleInvalid@ruleSetAdopted.lamps[2].aheadBelow",
                "lampRuleInvalid@ruleSetAdopted.lamps[4]",
                "lampRuleInvalid@ruleSetAdopted.lamps[5]",
                "lampRuleInvalid@ruleSetAdopted.lamps[6]",
                "lampRuleInvalid@ruleSetAdopted.lamps[7].aheadFrom",
                "lampRuleInvalid@ruleSetAdopted.lamps[8].overdueFrom",
            ]
        ),
        (
            "2025", "2025-01-01",
            adopted {
                $0.rungs = [
                    OrderRung("提醒", days: 5), OrderRung("提醒", days: 0), OrderRung(),
                    OrderRung("约谈", days: 3_661),
                ]
            },
            [
                "rungInvalid@ruleSetAdopted.rungs[1].name",
                "fieldMissing@ruleSetAdopted.rungs[2].name",
                "fieldMissing@ruleSetAdopted.rungs[2].days",
                "rungInvalid@ruleSetAdopted.rungs[3].days",
            ]
        ),
    ]

    @Test(arguments: ruleSets)
    func ruleSetsAreJudged(
        _ name: String?, _ day: String?, _ content: Content, refusals: [String]
    ) {
        var ledger = LedgerScript()
        ledger.today = CivilDay(text: "2024-06-30")!
        ledger.log("2024", "2024-01-01", Self.adopted())
        #expect(ledger.log(name, day, content).refusals == refusals)
    }

    @Test func aVoidedNameIsFreeAgain() {
        var ledger = LedgerScript()
        ledger.log("2024", "2024-01-01", Self.adopted())
        #expect(ledger.void(ledger.newest, of: "ruleset/2024").refusals == [])
        #expect(ledger.log("2024", "2024-01-01", Self.adopted()).refusals == [])
    }
}

extension ReviewReturned: Fillable {}
extension ProjectionMade: Fillable {}
extension RuleSetAdopted: Fillable {}
