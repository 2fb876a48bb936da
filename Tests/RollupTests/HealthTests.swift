// SPDX-License-Identifier: Apache-2.0
//
// The health tests of a project at their limits: the last day in time and the next, the last fen, and the
// states that are not tested.

import Pipeline
import Rollup
import TestKit
import Testing

@Suite struct HealthTests {
    private static func signed(_ fen: Int64? = 10_000, _ agreement: AgreementKind = .contract)
        -> Content
    {
        var signed = ProjectSigned()
        (signed.agreement, signed.name) = (agreement, "P")
        signed.terms.hostUnit = UnitCode(text: "T1")
        signed.terms.totalInvestment = fen.map(Money.init(fen:))
        return .projectSigned(signed)
    }

    private static func arrived(_ fen: Int64, _ currency: String = "CNY") -> Content {
        var arrived = CapitalArrived()
        arrived.amount = Money()
        arrived.amount?.minorUnits = fen
        arrived.amount?.currency = Currency(text: currency)
        return .capitalArrived(arrived)
    }

    private static func progress(_ basisPoints: Int64) -> Content {
        var progress = ProgressReported()
        progress.basisPoints = basisPoints
        return .progressReported(progress)
    }

    private static func revised(_ fen: Int64) -> Content {
        var revised = InvestmentRevised()
        revised.totalInvestment = Money(fen: fen)
        return .investmentRevised(revised)
    }

    private static let stored = Content.projectStored(.init())
    private static let started = Content.projectStarted(.init())

    /// What fails on a day, as `TEST since`.
    private static func found(
        _ facts: [(String, Content)], on asOf: String, kin: Kin = Kin()
    ) -> [String] {
        var ledger = SmallLedger()
        for (day, content) in facts { ledger.log(day, content, subject: "P") }
        return findings(ledger.facts, on: asOf, kin: kin).map { "\($0.test.rawValue) \($0.since)" }
    }

    private static func findings(
        _ facts: [LoggedFact], on asOf: String, kin: Kin = Kin()
    ) -> [HealthFinding] {
        let (tree, day) = (SmallLedger.tree, day(asOf))
        let health = ProjectHealth(of: facts, kin: kin, tree: tree, asOf: day).findings()
        // The row alone never overlooks what the facts say.
        let record = ProjectRecord(
            ProjectID(text: "P")!, facts: facts, tree: tree, kin: kin, asOf: day)
        #expect(Set(HealthTest.suspected(of: record, on: day)).isSuperset(of: health.map(\.test)))
        return health
    }

    @Test func aContractIsStoredInTwentyDaysAndStartedInAYear() {
        let facts = [("2024-01-31", Self.signed())]
        #expect(Self.found(facts, on: "2024-02-20") == [])
        #expect(Self.found(facts, on: "2024-02-21") == ["SIGNED_NOT_STORED 2024-02-21"])
        let whole = facts + [("2024-02-20", Self.stored)]
        #expect(Self.found(whole, on: "2025-01-31") == [])
        #expect(Self.found(whole, on: "2025-02-01") == ["SIGNED_NOT_STARTED 2025-02-01"])
        #expect(Self.found(whole + [("2025-02-05", Self.started)], on: "2025-02-05") == [])
        // As of a day before the start it had not begun, whatever came later.
        #expect(
            Self.found(whole + [("2025-02-05", Self.started)], on: "2025-02-04")
                == ["SIGNED_NOT_STARTED 2025-02-01"])
    }

    @Test func aNegotiationEndsInAnAgreementInFortyFiveDays() {
        let facts: [(String, Content)] = [
            ("2024-01-01", .leadOpened(.init())), ("2024-01-01", .negotiationOpened(.init())),
        ]
        #expect(Self.found(facts, on: "2024-02-15") == [])
        #expect(Self.found(facts, on: "2024-02-16") == ["NEGOTIATING_OVERDUE 2024-02-16"])
        let framework = facts + [("2024-02-20", Self.signed(1, .framework))]
        #expect(Self.found(framework, on: "2024-06-30") == [])
        let suspended: [(String, Content)] = facts + [("2024-02-01", .projectSuspended(.init()))]
        #expect(Self.found(suspended, on: "2024-02-16") == ["NEGOTIATING_OVERDUE 2024-02-16"])
        let resting: [(String, Content)] =
            framework + [("2024-03-01", .projectSuspended(.init()))]
        #expect(Self.found(resting, on: "2024-06-30") == [], "a framework was agreed")
    }

    private static let begun = [
        ("2024-01-01", signed()), ("2024-01-01", stored), ("2024-01-31", started),
    ]

    @Test func capitalComesInThreeMonthsAndFifteenInAHundredInSix() {
        let without = "STARTED_WITHOUT_CAPITAL 2024-05-01"
        #expect(Self.found(Self.begun, on: "2024-04-30") == [])
        #expect(Self.found(Self.begun, on: "2024-05-01") == [without])
        #expect(
            Self.found(Self.begun, on: "2024-08-01") == [without, "LOW_CAPITAL 2024-08-01"])
        let low = Self.begun + [("2024-03-01", Self.arrived(1_499))]
        #expect(Self.found(low, on: "2024-07-31") == [])
        #expect(Self.found(low, on: "2024-08-01") == ["LOW_CAPITAL 2024-08-01"])
        #expect(Self.found(low + [("2024-08-01", Self.arrived(1))], on: "2024-08-01") == [])
    }

    /// It fails again when the total grows: since then, not since the first time.
    @Test func sinceIsTheFirstDayOfAnUnbrokenFailing() {
        let facts =
            Self.begun + [
                ("2024-08-10", Self.arrived(1_500)), ("2024-09-01", Self.revised(10_001)),
                ("2024-09-05", Self.arrived(0)),
            ]
        #expect(
            Self.found(facts, on: "2024-08-09")
                == ["STARTED_WITHOUT_CAPITAL 2024-05-01", "LOW_CAPITAL 2024-08-01"])
        #expect(Self.found(facts, on: "2024-08-31") == [])
        #expect(Self.found(facts, on: "2024-10-01") == ["LOW_CAPITAL 2024-09-01"])
    }

    @Test func progressAndCapitalAreThirtyPointsApartAtMost() {
        func found(_ basisPoints: Int64, _ fen: Int64) -> [String] {
            Self.found(
                Self.begun + [
                    ("2024-02-01", Self.arrived(fen)), ("2024-02-10", Self.progress(basisPoints)),
                ], on: "2024-02-15")
        }
        #expect(found(5_000, 2_000) == [])
        #expect(found(5_001, 2_000) == ["OUT_OF_STEP 2024-02-10"])
        #expect(found(5_000, 1_999) == ["OUT_OF_STEP 2024-02-10"])
        #expect(found(1_000, 4_000) == [])
        #expect(found(999, 4_000) == ["OUT_OF_STEP 2024-02-10"], "money ahead of progress, too")
        // Without a total there is nothing to compare with.
        let untold = [
            ("2024-01-01", Self.signed(nil)), ("2024-01-02", Self.progress(10_000)),
        ]
        #expect(Self.found(untold, on: "2024-01-03") == [])
    }

    @Test func whatIsClosedOrCountsElsewhereIsNotTested() {
        func found(_ more: (String, Content)...) -> [String] {
            Self.found(Self.begun + more, on: "2024-12-31")
        }
        #expect(found().count == 2)
        #expect(found(("2024-03-01", .projectWithdrawn(.init()))) == [])
        #expect(found(("2024-03-01", .projectTerminated(.init()))) == [])
        #expect(found(("2024-03-01", .projectSuspended(.init()))).count == 2, "rest hides nothing")
        #expect(
            found(
                ("2024-03-01", .projectWithdrawn(.init())),
                ("2024-12-01", .projectReinstated(.init())))
                == ["STARTED_WITHOUT_CAPITAL 2024-12-01", "LOW_CAPITAL 2024-12-01"])
        var link = DuplicateLinked()
        link.of = ProjectID(text: "Q")
        #expect(found(("2025-12-31", .duplicateLinked(link))) == [], "whatever the link's day")
    }

    @Test func moneyThatCannotBeSummedIsNotJudged() {
        let dollars = Self.begun + [("2024-02-01", Self.arrived(5, "USD"))]
        #expect(Self.found(dollars, on: "2024-12-31") == [])
        var bundle = BundleSet()
        var part = BundlePart()
        part.project = ProjectID(text: "Q")
        bundle.parts = [part]
        let whole: [(String, Content)] = Self.begun + [("2024-02-01", .bundleSet(bundle))]
        #expect(Self.found(whole, on: "2024-12-31") == [], "the parts have it")
    }

    /// A duplicate's money is the project's own.
    @Test func theMoneyOfADuplicateCounts() {
        var other = SmallLedger()
        other.log("2024-01-01", Self.signed(), subject: "Q")
        other.log("2024-02-01", Self.arrived(2_000), subject: "Q")
        var link = DuplicateLinked()
        link.of = ProjectID(text: "P")
        other.log("2024-12-01", .duplicateLinked(link), subject: "Q")
        var kin = Kin()
        kin.duplicates = [other.facts]
        #expect(Self.found(Self.begun, on: "2024-12-31", kin: kin) == [])
        #expect(Self.found(Self.begun, on: "2024-12-31").count == 2)
    }

    @Test func aFindingNamesItsFactsAndAtMostTwenty() throws {
        var ledger = SmallLedger()
        for (day, content) in Self.begun { ledger.log(day, content, subject: "P") }
        for _ in 0..<30 { ledger.log("2024-02-01", Self.arrived(1), subject: "P") }
        let finding = try #require(
            Self.findings(ledger.facts, on: "2024-12-31").first { $0.test == .lowCapital })
        #expect(finding.factCount == 32)
        let kinds = finding.facts.map(\.kind)
        #expect(kinds.prefix(3) == [.projectSigned, .projectStarted, .capitalArrived])
        #expect(finding.facts.count == 20)
        #expect(finding.facts.map(\.position.number).prefix(4) == [1, 3, 33, 32])
        #expect(finding.from == day("2024-01-31") && finding.lastDay == day("2024-07-31"))
    }

    @Test func aCorrectionIsNamedByItsOwnPosition() throws {
        var ledger = SmallLedger()
        ledger.log("2024-01-01", Self.signed(), subject: "P")
        var restated = ledger.facts[0].fact
        (restated.id, restated.effectiveOn) = (nil, day("2024-03-01"))
        var corrected = Corrected()
        (corrected.of, corrected.reason) = (ledger.facts[0].fact.id, "误报")
        corrected.restated = restated
        ledger.log(nil, .corrected(corrected))
        let finding = try #require(Self.findings(ledger.facts, on: "2024-03-31").first)
        #expect(finding.test == .signedNotStored && finding.since == day("2024-03-22"))
        #expect(finding.facts.map(\.position.number) == [2])
    }
}
