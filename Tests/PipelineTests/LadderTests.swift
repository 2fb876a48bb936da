// SPDX-License-Identifier: Apache-2.0
//
// The ladder whole: what each rung needs, that each is climbed once, and what rests or is flagged.

import Pipeline
import Testing

@Suite struct LadderTests {
    private static let lead = Content.leadOpened(
        .with { ($0.name, $0.terms) = ("线索", AgreementTerms.complete) })
    private static let resumed = Content.projectResumed(.with { $0.reason = "复工" })

    private static func progress(_ points: Int64?) -> Content {
        .progressReported(.with { $0.basisPoints = points })
    }

    /// Steps that are taken, then one more and what is said of it.
    private static let refusals: [([Content], Content, String)] = [
        ([], .leadOpened(.init()), "fieldMissing@leadOpened.name"),
        ([lead], lead, "alreadyKnown@subject"),
        ([.signed()], lead, "alreadyKnown@subject"),
        ([], .negotiationOpened(.init()), "unknownProject@subject"),
        (
            [lead, .negotiationOpened(.init())], .negotiationOpened(.init()),
            "alreadyNegotiating@subject"
        ),
        ([.signed(.framework)], .negotiationOpened(.init()), "alreadySigned@subject"),
        ([lead], .projectStored(.init()), "notAContract@subject"),
        ([lead], .agreementUpgraded(.init()), "notAFramework@subject"),
        ([lead], .contractFulfilled(.init()), "notAContract@subject"),
        ([.signed(.framework)], .contractFulfilled(.init()), "notAContract@subject"),
        (
            [.signed(), .contractFulfilled(.init())], .contractFulfilled(.init()),
            "alreadyFulfilled@subject"
        ),
        (
            [.signed(), .statisticsEntered(.init())], .statisticsEntered(.init()),
            "alreadyInStatistics@subject"
        ),
        (
            [.signed(), .projectStarted(.init())], .projectAtCapacity(.init()),
            "notOperational@subject"
        ),
        (
            [
                .signed(), .projectStarted(.init()), .projectOperational(.init()),
                .projectAtCapacity(.init()),
            ], .projectAtCapacity(.init()), "alreadyAtCapacity@subject"
        ),
        ([.signed()], progress(nil), "fieldMissing@progressReported.basisPoints"),
        ([.signed()], progress(-1), "progressOutOfRange@progressReported.basisPoints"),
        ([.signed()], progress(10_001), "progressOutOfRange@progressReported.basisPoints"),
        (
            [.signed(), .projectSuspended(.init())], .projectSuspended(.init()),
            "projectSuspended@subject"
        ),
        (
            [.signed(), .projectSuspended(.init())], .projectStarted(.init()),
            "projectSuspended@subject"
        ),
        ([lead, .projectSuspended(.init())], .signed(), "projectSuspended@subject"),
        ([lead, .projectTerminated(.init())], .signed(), "projectClosed@subject"),
        ([.signed(), .projectWithdrawn(.init())], progress(1), "projectClosed@subject"),
        ([.signed()], resumed, "notSuspended@subject"),
        (
            [.signed(), .projectSuspended(.init())], .projectResumed(.init()),
            "fieldMissing@projectResumed.reason"
        ),
        // What has ended rests no more.
        (
            [
                .signed(), .projectSuspended(.init()), .projectTerminated(.init()),
                .projectReinstated(.with { $0.reason = "续" }),
            ], resumed, "notSuspended@subject"
        ),
    ]

    @Test(arguments: refusals)
    func aStepThatTheLadderForbids(_ steps: [Content], _ step: Content, refusal: String) {
        var ledger = LedgerScript()
        for step in steps { #expect(ledger.log("P", "2024-03-01", step).refusals == []) }
        #expect(ledger.log("P", "2024-03-01", step).refusals == [refusal])
    }

    /// Steps that are taken, then one more and the warnings it is taken with.
    private static let warnings: [([Content], Content, [Rule])] = [
        ([lead], .negotiationOpened(.init()), []),
        ([lead], .signed(), []),
        ([lead, .negotiationOpened(.init())], .signed(.framework), []),
        ([lead], .projectStarted(.init()), [.startedBeforeContract, .startedBeforeStored]),
        ([.signed()], .contractFulfilled(.init()), []),
        ([lead], .statisticsEntered(.init()), []),
        ([.signed()], progress(0), [.evidenceMissing]),
        ([.signed()], progress(10_000), [.progressBeforeStart, .evidenceMissing]),
        (
            [.signed(), .projectStarted(.init()), progress(500)], progress(499),
            [.progressFell, .evidenceMissing]
        ),
        (
            [.signed(), .projectSuspended(.init())], .capital(1),
            [.projectNotStored, .projectSuspended]
        ),
        ([.signed(), .projectSuspended(.init())], .projectWithdrawn(.init()), []),
        ([.signed(), .projectSuspended(.init())], progress(0), [.evidenceMissing]),
        ([.signed(), .projectSuspended(.init()), resumed], .projectSuspended(.init()), []),
    ]

    @Test(arguments: warnings)
    func aStepThatIsTaken(_ steps: [Content], _ step: Content, warnings: [Rule]) {
        var ledger = LedgerScript()
        for step in steps { #expect(ledger.log("P", "2024-03-01", step).refusals == []) }
        let verdict = ledger.log("P", "2024-03-01", step)
        #expect(verdict.refusals == [] && verdict.warnings == warnings)
    }

    @Test func aSigningDatedBeforeItsLeadIsTakenWithAWarning() {
        var ledger = LedgerScript()
        ledger.log("P", "2024-03-01", Self.lead)
        #expect(ledger.log("P", "2024-02-01", .signed()).warnings == [.daysOutOfOrder])
    }

    /// The library takes what the lead said where the contract says nothing.
    @Test func termsOfALeadHoldUntilTheyAreReplaced() {
        var ledger = LedgerScript()
        ledger.log("P", "2024-03-01", Self.lead)
        ledger.log("P", "2024-03-02", .signed(.contract, .init()))
        #expect(ledger.log("P", "2024-03-03", .projectStored(.init()), by: "r").refusals == [])
    }

    @Test func aLeadIsNotVoidedUnderItsNegotiation() {
        var ledger = LedgerScript()
        ledger.log("P-1", "2024-03-01", Self.lead)
        let lead = ledger.newest
        ledger.log("P-1", "2024-03-02", .negotiationOpened(.init()))
        #expect(ledger.void(lead).refusals == ["laterFactUnlawful@"])
        ledger.void(ledger.newest)
        #expect(ledger.void(lead).refusals == [])
        #expect(
            ledger.log("P-1", "2024-03-02", .negotiationOpened(.init())).refusals
                == ["unknownProject@subject"])
    }

    @Test func theHostOfALeadMustBeDefined() {
        var terms = AgreementTerms()
        terms.hostUnit = UnitCode(text: "X")
        var ledger = LedgerScript()
        #expect(
            ledger.log(
                "P", "2024-03-01", .leadOpened(.with { ($0.name, $0.terms) = ("线索", terms) })
            )
            .refusals == ["unknownUnit@leadOpened.hostUnit"])
        ledger.log("P", "2024-03-01", Self.lead)
        #expect(
            ledger.void(ledger.journal[1].fact.id!, of: "unit/T1").refusals
                == ["laterFactUnlawful@"])
    }
}
