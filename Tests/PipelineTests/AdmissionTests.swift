// SPDX-License-Identifier: Apache-2.0
//
// The rules that admit a fact: what is refused, by which rule and at which field, and what is taken
// with a warning.

import Pipeline
import Testing

@Suite struct AdmissionTests {
    @Test func theLadderIsClimbedOnce() {
        var ledger = LedgerScript()
        #expect(ledger.log("P1", "2024-01-10", .signed()) == .lawful(warnings: []))
        #expect(ledger.log("P1", "2024-01-11", .signed()).refusals == ["alreadySigned@subject"])
        #expect(
            ledger.log("P1", "2024-02-01", .projectStored(.init()), by: "reviewer")
                == .lawful(warnings: []))
        #expect(
            ledger.log("P1", "2024-02-02", .projectStored(.init()), by: "reviewer").refusals
                == ["alreadyStored@subject"])
        #expect(
            ledger.log("P1", "2024-05-01", .projectOperational(.init())).refusals == [
                "notStarted@subject"
            ])
        #expect(ledger.log("P1", "2024-03-01", .projectStarted(.init())) == .lawful(warnings: []))
        #expect(
            ledger.log("P1", "2024-03-02", .projectStarted(.init())).refusals == [
                "alreadyStarted@subject"
            ])
        #expect(
            ledger.log("P1", "2024-05-01", .projectOperational(.init())) == .lawful(warnings: []))
    }

    @Test func whoSignedDoesNotStore() {
        var ledger = LedgerScript()
        ledger.log("P1", "2024-01-10", .signed(), by: "a")
        #expect(
            ledger.log("P1", "2024-02-01", .projectStored(.init()), by: "a").refusals == [
                "fourEyes@"
            ])
        ledger.principal = Principal(name: "a", isAuthenticated: false)
        #expect(
            ledger.log("P1", "2024-02-01", .projectStored(.init())).warnings == [
                .fourEyesNotEnforced
            ])
    }

    @Test func theLibraryNeedsACompleteContract() {
        var ledger = LedgerScript()
        ledger.log("P1", "2024-01-10", .signed(.framework, .init()), by: "a")
        #expect(
            ledger.log("P1", "2024-02-01", .projectStored(.init()), by: "b").refusals == [
                "notAContract@subject", "fieldMissing@subject.investor",
                "fieldMissing@subject.hostUnit", "fieldMissing@subject.industry",
                "fieldMissing@subject.totalInvestment",
            ])
        let upgrade = Content.agreementUpgraded(
            {
                var upgrade = AgreementUpgraded()
                upgrade.terms = .complete
                return upgrade
            }())
        #expect(ledger.log("P1", "2024-01-20", upgrade) == .lawful(warnings: []))
        #expect(ledger.log("P1", "2024-01-21", upgrade).refusals == ["notAFramework@subject"])
        #expect(
            ledger.log("P1", "2024-02-01", .projectStored(.init()), by: "b")
                == .lawful(warnings: []))
    }

    @Test func daysOutOfLadderOrderAreTakenWithAWarning() {
        var ledger = LedgerScript()
        ledger.log("P1", "2024-03-10", .signed())
        #expect(
            ledger.log("P1", "2024-03-01", .projectStarted(.init())).warnings
                == [.startedBeforeStored, .daysOutOfOrder])
    }

    @Test func aClosedProjectIsReinstatedWithAReason() {
        var ledger = LedgerScript()
        ledger.log("P1", "2024-01-10", .signed())
        #expect(ledger.log("P1", "2024-02-01", .projectWithdrawn(.init())) == .lawful(warnings: []))
        #expect(
            ledger.log("P1", "2024-02-02", .projectStarted(.init())).refusals == [
                "projectClosed@subject"
            ])
        #expect(
            ledger.log("P1", "2024-02-03", .projectReinstated(.init())).refusals
                == ["fieldMissing@projectReinstated.reason"])
        #expect(
            ledger.log("P1", "2024-02-03", .projectReinstated(.with { $0.reason = "复工" }))
                == .lawful(warnings: []))
        #expect(ledger.log("P1", "2024-02-04", .projectStarted(.init())).refusals.isEmpty)
    }

    @Test(arguments: [
        (-1 as Int64, "amountNegative@capitalArrived.amount.minorUnits"),
        (0, "amountZero@capitalArrived.amount.minorUnits"),
        (100_000_000_000_001, "amountTooLarge@capitalArrived.amount.minorUnits"),
    ])
    func anArrivalLiesWithinItsLimits(_ fen: Int64, refusal: String) {
        var ledger = LedgerScript()
        ledger.log("P1", "2024-01-10", .signed())
        let capital = Content.capitalArrived(.with { $0.amount = Money(fen: fen) })
        #expect(ledger.log("P1", "2024-02-01", capital).refusals == [refusal])
    }

    @Test func theFutureAndTheUnknownAreRefusedByName() {
        var ledger = LedgerScript()
        ledger.today = CivilDay(text: "2024-06-30")!
        ledger.log("P1", "2024-01-10", .signed())
        #expect(
            ledger.log("P1", "2024-07-01", .projectStarted(.init())).refusals == [
                "dateInFuture@effectiveOn"
            ])
        #expect(
            ledger.log("P2", "2024-06-01", .projectStarted(.init())).refusals == [
                "unknownProject@subject"
            ])
        let capital = Content.capitalArrived(.with { $0.amount = Money(fen: 1) })
        #expect(ledger.log("P2", "2024-06-01", capital).refusals == ["unknownProject@subject"])
        #expect(
            ledger.log("P3", "2024-06-01", .signed(), unit: "X").refusals == ["unknownUnit@unit"])
        #expect(ledger.log("P3", nil, .signed()).refusals == ["fieldMissing@effectiveOn"])
    }

    @Test func aTaskIsSetOnceAKey() {
        var ledger = LedgerScript()
        func task(_ grade: TaskGrade, _ fen: Int64) -> Content {
            .annualTaskSet(
                .with {
                    ($0.measure, $0.year, $0.issuer, $0.grade) = (
                        .domesticCapital, 2024, "市", grade
                    )
                    $0.amount = Money(fen: fen)
                })
        }
        #expect(ledger.log(nil, nil, task(.base, 100)) == .lawful(warnings: []))
        #expect(
            ledger.log(nil, nil, task(.base, 200)).refusals == [
                "taskAlreadySet@annualTaskSet.measure"
            ])
        #expect(ledger.log(nil, nil, task(.stretch, 200)) == .lawful(warnings: []))
        #expect(ledger.log("T1", nil, task(.base, 1)).refusals.contains("fieldNotAllowed@subject"))
    }

    @Test func aFinalIndicatorStays() {
        var ledger = LedgerScript()
        func report(_ status: FigureStatus) -> Content {
            .indicatorReported(
                .with {
                    $0.measure = .projectInvestment
                    $0.from = CivilDay(text: "2024-01-01")
                    $0.to = CivilDay(text: "2024-06-30")
                    ($0.accumulation, $0.status) = (.cumulative, status)
                    $0.amount = Money(fen: 5)
                })
        }
        #expect(ledger.log(nil, nil, report(.estimate)) == .lawful(warnings: []))
        #expect(ledger.log(nil, nil, report(.final)) == .lawful(warnings: []))
        #expect(
            ledger.log(nil, nil, report(.flash)).refusals == [
                "indicatorFinal@indicatorReported.status"
            ])
    }

    @Test func whatIsRolledBackLeavesNothing() {
        var ledger = LedgerScript()
        let mark = ledger.state.mark
        ledger.log("P1", "2024-01-10", .signed())
        ledger.log("P1", "2024-02-01", .projectStarted(.init()))
        ledger.state.rollBack(to: mark)
        #expect(
            ledger.log("P1", "2024-02-01", .projectStarted(.init())).refusals == [
                "unknownProject@subject"
            ])
        #expect(ledger.log("P1", "2024-01-10", .signed()) == .lawful(warnings: []))
    }

    @Test func aHistoryShowsTheWarningsOfItsFacts() {
        var ledger = LedgerScript()
        ledger.log("P1", "2024-03-10", .signed())
        var start = Fact()
        start.subject = "P1"
        start.effectiveOn = CivilDay(text: "2024-03-01")
        start.content = .projectStarted(.init())
        let context = AdmissionContext(today: ledger.today, principal: ledger.principal)
        // It has no id and no unit, which a judgement would refuse; a history does not judge.
        let warnings = ledger.state.warnings(of: start, in: context)
        #expect(warnings.map(\.rule) == [.startedBeforeStored, .daysOutOfOrder])
    }

    @Test func theTreeHasEightLevels() {
        var ledger = LedgerScript()
        var parent = "T1"
        for level in 3...9 {
            let code = "L\(level)"
            let verdict = ledger.log(
                code, "2020-01-01",
                .unitDefined(
                    .with {
                        ($0.name, $0.kind, $0.parent) = (code, .town, UnitCode(text: parent))
                    }))
            #expect(
                verdict.refusals == (level > 8 ? ["unitTooDeep@unitDefined.parent"] : []))
            parent = code
        }
    }

    @Test func aMeasureKeepsTheUnitItWasFirstGivenIn() {
        var ledger = LedgerScript()
        func task(_ fill: (inout AnnualTaskSet) -> Void) -> Content {
            .annualTaskSet(
                .with {
                    ($0.measure, $0.year, $0.issuer) = (.projectInvestment, 2024, "市")
                    fill(&$0)
                })
        }
        #expect(ledger.log(nil, nil, task { ($0.grade, $0.count) = (.base, 5) }).refusals.isEmpty)
        #expect(
            ledger.log(nil, nil, task { ($0.grade, $0.amount) = (.stretch, Money(fen: 5)) })
                .refusals
                == ["unitOfMeasure@annualTaskSet.amount"])
    }
}
