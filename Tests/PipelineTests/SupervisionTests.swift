// SPDX-License-Identifier: Apache-2.0
//
// Warnings and supervision orders: issued and opened once, closed once, and never left hanging in the
// air by a correction of what they name.

import Pipeline
import Testing

@Suite struct SupervisionTests {
    static func warning(_ fill: (inout WarningIssued) -> Void = { _ in }) -> Content {
        .warningIssued(
            .with {
                ($0.unit, $0.lamp, $0.advice) = (UnitCode(text: "T1"), .red, "赶进度")
                fill(&$0)
            })
    }

    static func order(_ fill: (inout OrderOpened) -> Void = { _ in }) -> Content {
        .orderOpened(
            .with {
                ($0.what, $0.owner, $0.dueOn) = ("开工", "张", CivilDay(text: "2024-05-31"))
                fill(&$0)
            })
    }

    private static func follows(_ name: String) -> Content {
        order { $0.follows = OrderName(text: name) }
    }

    private static func closed(_ outcome: OrderOutcome?, _ reason: String? = "因故") -> Content {
        .orderClosed(.with { ($0.outcome, $0.reason) = (outcome, reason) })
    }

    private static let answer = Content.orderAnswered(.with { $0.text = "已开工" })
    private static let lifted = Content.warningClosed(.with { $0.reason = "赶上" })

    /// After a warning W and an open order D of 1 May.
    private static func ledger() -> LedgerScript {
        var ledger = LedgerScript()
        ledger.log("W", "2024-05-01", warning())
        ledger.log("D", "2024-05-01", order { $0.warning = WarningName(text: "W") })
        return ledger
    }

    private static let table: [(String?, Content, [String])] = [
        ("W2", warning { ($0.lamp, $0.measure) = (.yellow, .domesticCapital) }, []),
        (nil, warning(), ["fieldMissing@subject"]),
        ("a/b", warning(), ["malformedCode@subject"]),
        ("W2", warning { $0.lamp = .green }, ["lampIsGreen@warningIssued.lamp"]),
        ("W2", warning { $0.lamp = nil }, ["fieldMissing@warningIssued.lamp"]),
        ("W2", warning { $0.advice = "" }, ["fieldMissing@warningIssued.advice"]),
        (
            "W2", warning { $0.unit = UnitCode(text: "X") }, ["unknownUnit@warningIssued.unit"]
        ),
        (
            "W2", warning { $0.dueOn = CivilDay(text: "2024-05-01") },
            ["periodInvalid@warningIssued.dueOn"]
        ),
        ("W", warning(), ["alreadyIssued@subject"]),
        ("W", lifted, []),
        ("W", .warningClosed(WarningClosed()), ["fieldMissing@warningClosed.reason"]),
        ("W2", lifted, ["unknownWarning@subject"]),
        ("D2", order(), []),
        // A warning and an order may share a name.
        ("W", order(), []),
        ("D", order(), ["alreadyOpened@subject"]),
        ("D2", order { $0.what = nil }, ["fieldMissing@orderOpened.what"]),
        ("D2", order { $0.owner = nil }, ["fieldMissing@orderOpened.owner"]),
        ("D2", order { $0.dueOn = nil }, ["fieldMissing@orderOpened.dueOn"]),
        (
            "D2", order { $0.dueOn = CivilDay(text: "2024-05-01") },
            ["periodInvalid@orderOpened.dueOn"]
        ),
        (
            "D2", order { $0.warning = WarningName(text: "W2") },
            ["unknownWarning@orderOpened.warning"]
        ),
        ("D2", follows("D"), ["notEscalated@orderOpened.follows"]),
        ("D2", follows("D2"), ["unknownOrder@orderOpened.follows"]),
        ("D", .orderAnswered(OrderAnswered()), ["fieldMissing@orderAnswered.text"]),
        ("D2", answer, ["unknownOrder@subject"]),
        ("D", closed(.done, nil), []),
        ("D", closed(nil), ["fieldMissing@orderClosed.outcome"]),
        ("D", closed(.escalated, nil), ["fieldMissing@orderClosed.reason"]),
        ("D", closed(.dropped, ""), ["fieldMissing@orderClosed.reason"]),
        ("D2", closed(.done), ["unknownOrder@subject"]),
    ]

    @Test(arguments: table)
    func isJudged(_ subject: String?, _ content: Content, refusals: [String]) {
        var ledger = Self.ledger()
        #expect(ledger.log(subject, "2024-05-02", content).refusals == refusals)
    }

    @Test func aClosedOneIsDealtWithNoMore() {
        var ledger = Self.ledger()
        ledger.log("W", "2024-05-02", Self.lifted)
        #expect(ledger.log("W", "2024-05-03", Self.lifted).refusals == ["warningClosed@subject"])
        #expect(ledger.log("D", "2024-05-02", Self.answer).warnings == [.evidenceMissing])
        #expect(ledger.log("D", "2024-04-30", Self.closed(.done)).warnings == [.daysOutOfOrder])
        let end = ledger.newest
        #expect(ledger.log("D", "2024-05-03", Self.answer).refusals == ["orderClosed@subject"])
        #expect(
            ledger.log("D", "2024-05-03", Self.closed(.done)).refusals == ["orderClosed@subject"])
        // The closing voided, the order is open again.
        #expect(ledger.void(end, of: "order/D").refusals == [])
        #expect(ledger.log("D", "2024-05-03", Self.answer).refusals == [])
    }

    @Test func noneMayLieAhead() {
        var ledger = Self.ledger()
        ledger.today = CivilDay(text: "2024-05-01")!
        for content in [Self.warning(), Self.order()] {
            #expect(
                ledger.log("N", "2024-05-02", content).refusals == ["dateInFuture@effectiveOn"])
        }
    }

    @Test func anEscalationIsFollowedOnceItIsOne() {
        var ledger = Self.ledger()
        ledger.log("D", "2024-05-10", Self.closed(.escalated))
        let escalated = ledger.newest
        #expect(ledger.log("D2", "2024-05-11", Self.follows("D")).refusals == [])
        let follower = ledger.newest
        // What it rests on can't be taken away below it.
        let stands = ["laterFactUnlawful@"]
        #expect(ledger.void(escalated, of: "order/D").refusals == stands)
        #expect(
            ledger.correct(escalated, Self.closed(.done), day: "2024-05-10", subject: "D").refusals
                == stands)
        #expect(
            ledger.correct(
                escalated, Self.closed(.escalated, "逾期"), day: "2024-05-12", subject: "D"
            )
            .refusals == [])
        let newest = ledger.newest
        ledger.void(follower, of: "order/D2")
        #expect(ledger.void(newest, of: "order/D").refusals == [])
        #expect(ledger.void(escalated, of: "order/D").refusals == [])
    }

    @Test func anOrderNeverFollowsItself() {
        var ledger = Self.ledger()
        let opened = ledger.newest
        ledger.log("D", "2024-05-10", Self.closed(.escalated))
        ledger.log("D2", "2024-05-11", Self.follows("D"))
        ledger.log("D2", "2024-05-12", Self.closed(.escalated))
        for former in ["D", "D2"] {
            let found = ledger.correct(
                opened, Self.follows(former), day: "2024-05-01", subject: "D"
            ).refusals
            let rule = former == "D" ? "unknownOrder" : "orderFollowsItself"
            #expect(found == ["\(rule)@corrected.restated.orderOpened.follows"])
        }
    }

    @Test func aWarningStandsWhileAnOrderNamesIt() {
        var ledger = Self.ledger()
        let (warning, order) = (ledger.journal[2].fact.id!, ledger.newest)
        #expect(ledger.void(warning, of: "warning/W").refusals == ["laterFactUnlawful@"])
        #expect(
            ledger.correct(warning, Self.warning(), day: "2024-05-01", subject: "W").refusals == [])
        let newest = ledger.newest
        // The order names it no more.
        #expect(ledger.correct(order, Self.order(), day: "2024-05-01", subject: "D").refusals == [])
        #expect(ledger.void(newest, of: "warning/W").refusals == [])
        #expect(ledger.void(warning, of: "warning/W").refusals == [])
        // And can name it again only once it is there again.
        let renamed = ledger.journal[5].fact.id!
        #expect(
            ledger.void(renamed, of: "order/D").refusals == ["laterFactUnlawful@"]
        )
    }

    /// Undone with the batch that failed.
    @Test func isRolledBack() {
        var ledger = Self.ledger()
        ledger.state.settle()
        let mark = ledger.state.mark
        ledger.log("W2", "2024-05-02", Self.warning())
        ledger.log("W", "2024-05-02", Self.lifted)
        ledger.log("D", "2024-05-02", Self.closed(.escalated))
        ledger.log("D2", "2024-05-03", Self.follows("D"))
        ledger.log("2025", "2025-01-01", .ruleSetAdopted(RuleSetAdopted()))
        ledger.state.rollBack(to: mark)
        ledger.journal.removeLast(5)
        #expect(ledger.log("2025", "2025-01-01", .ruleSetAdopted(RuleSetAdopted())).refusals == [])
        #expect(ledger.log("W2", "2024-05-02", Self.warning()).refusals == [])
        #expect(ledger.log("W", "2024-05-02", Self.lifted).refusals == [])
        #expect(ledger.log("D", "2024-05-02", Self.answer).refusals == [])
        #expect(
            ledger.void(ledger.journal[3].fact.id!, of: "order/D").refusals == [
                "laterFactUnlawful@"
            ])
    }

    @Test func aUnitThatIsWarnedStaysDefined() {
        var ledger = Self.ledger()
        let town = ledger.journal[1].fact.id!
        #expect(ledger.void(town, of: "unit/T1").refusals == ["laterFactUnlawful@"])
    }
}

extension WarningIssued: Fillable {}
extension WarningClosed: Fillable {}
extension OrderOpened: Fillable {}
extension OrderAnswered: Fillable {}
extension OrderClosed: Fillable {}
