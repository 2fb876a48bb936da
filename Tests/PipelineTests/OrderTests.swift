// SPDX-License-Identifier: Apache-2.0
//
// Corrections and voids: chains, what may be changed, and the later facts that stand in the way.

import Pipeline
import Testing

@Suite struct OrderTests {
    private static let project = Subject.project(ProjectID(text: "P-1")!)

    private func ledger() -> LedgerScript {
        var ledger = LedgerScript()
        ledger.log("P-1", "2024-03-01", .signed())
        ledger.log("P-1", "2024-04-01", .projectStored(ProjectStored()), by: "reviewer")
        ledger.log("P-1", "2024-05-01", .capital(100))
        return ledger
    }

    /// The contents in force of the project: kind and amount.
    private func said(_ ledger: LedgerScript) -> [String] {
        Chains(ledger.journal.filter { $0.fact.derivedSubject == Self.project }).inForce.map {
            let kind = $0.fact.content!.kind.name
            guard case .capitalArrived(let capital)? = $0.fact.content else { return kind }
            return "\(kind) \(capital.amount!.minorUnits!) at \($0.position)"
        }
    }

    @Test func aChainIsCorrectedAndVoidedBackToWhereItWas() {
        var ledger = ledger()
        let arrival = ledger.newest
        #expect(ledger.correct(arrival, .capital(200)).refusals == [])
        let second = ledger.newest
        #expect(said(ledger).last == "capitalArrived 200 at 5")
        #expect(ledger.correct(second, .capital(300)).refusals == [])
        let third = ledger.newest
        #expect(ledger.void(third).refusals == [])
        let void = ledger.newest
        #expect(said(ledger).last == "capitalArrived 200 at 5")
        #expect(ledger.void(void).refusals == [])
        #expect(said(ledger).last == "capitalArrived 300 at 5")
        // The void of the void is voided in its turn, and the two below it; then nothing is left.
        #expect(ledger.void(ledger.newest).refusals == [])
        #expect(ledger.void(second).refusals == [])
        #expect(ledger.void(arrival).refusals == [])
        #expect(said(ledger) == ["projectSigned", "projectStored"])
    }

    @Test func onlyWhatIsInForceIsChanged() {
        var ledger = ledger()
        let arrival = ledger.newest
        ledger.correct(arrival, .capital(200))
        let newest = "notTheNewestLink"
        #expect(ledger.correct(arrival, .capital(5)).refusals == ["\(newest)@corrected.of"])
        #expect(ledger.void(arrival).refusals == ["\(newest)@voided.of"])
        ledger.void(ledger.newest)
        let void = ledger.newest
        #expect(ledger.correct(void, .capital(5)).refusals == ["otherKind@corrected.of"])
        ledger.correct(arrival, .capital(7))
        // What it would bring back lies below a newer content.
        let stranger = FactID(high: 9, low: 9)
        #expect(ledger.void(stranger).refusals == ["unknownFact@voided.of"])
        #expect(said(ledger).last == "capitalArrived 7 at 5")
        #expect(
            ledger.correct(ledger.newest, .projectStarted(ProjectStarted())).refusals
                == ["otherKind@corrected.restated"])
    }

    @Test func theNewContentIsJudgedInItsPlace() {
        var ledger = ledger()
        #expect(
            ledger.correct(ledger.newest, .capital(0)).refusals
                == ["amountZero@corrected.restated.capitalArrived.amount.minorUnits"])
        #expect(
            ledger.correct(ledger.newest, .capital(1), day: "2025-01-01").refusals
                == ["dateInFuture@corrected.restated.effectiveOn"])
        #expect(
            ledger.correct(ledger.newest, .capital(1), subject: "P-2").refusals
                == ["unknownFact@corrected.of"])
        #expect(
            ledger.correct(ledger.newest, .capital(1), day: nil).refusals
                == ["fieldMissing@corrected.restated.effectiveOn"])
        #expect(
            ledger.correct(ledger.newest, nil).refusals == ["fieldMissing@corrected.restated"])
    }

    @Test func whatWouldMakeLaterFactsUnlawfulIsRefusedWithTheirList() {
        var ledger = ledger()
        let signing = ledger.journal[2].fact.id!
        guard case .refused(let findings) = ledger.void(signing) else {
            Issue.record("a signing below a library entry was voided")
            return
        }
        #expect(findings.map(\.rule) == [.laterFactUnlawful, .laterFactUnlawful])
        #expect(findings.map(\.position?.number) == [4, 5])
        var terms = AgreementTerms.complete
        terms.industry = nil
        #expect(
            ledger.correct(signing, .signed(.contract, terms), day: "2024-03-01").refusals
                == ["laterFactUnlawful@"])
        // By the reviewer's own hand the four eyes would be two.
        #expect(
            ledger.correct(signing, .signed(), day: "2024-03-01", by: "reviewer").refusals
                == ["laterFactUnlawful@"])
        #expect(ledger.correct(signing, .signed(), day: "2024-03-02").refusals == [])
    }

    @Test func anAllOrNothingBatchMayTakeCareOfThem() {
        var ledger = ledger()
        let ids = ledger.journal[2...].map { $0.fact.id! }
        for id in ids { #expect(ledger.void(id, isWhole: false).refusals == []) }
        let history = ledger.journal.filter { $0.fact.derivedSubject == Self.project }
        #expect(ledger.state.laterFlaws(Self.project, history: history) == [])
        #expect(ledger.log("P-1", "2024-06-01", .capital(3)).refusals == ["unknownProject@subject"])
        #expect(ledger.log("P-1", "2024-06-01", .signed()).refusals == [])
        // The first signing can't come back beside the second.
        let void = ledger.journal[5].fact.id!
        #expect(ledger.void(void).refusals == ["laterFactUnlawful@"])
    }

    @Test func aUnitIsNotVoidedUnderWhatSpeaksOfIt() {
        var ledger = ledger()
        let (county, town) = (ledger.journal[0].fact.id!, ledger.journal[1].fact.id!)
        #expect(ledger.void(town, of: "unit/T1").refusals == ["laterFactUnlawful@"])
        #expect(ledger.void(county, of: "unit/310").refusals.count == 4)
        let below = Content.unitDefined(
            .with { ($0.name, $0.kind, $0.parent) = ("县", .county, UnitCode(text: "T1")) })
        #expect(
            ledger.correct(county, below, subject: "310").refusals
                == ["unitIsItsOwnParent@corrected.restated.unitDefined.parent"])
        for fact in ledger.journal[2...].reversed() {
            #expect(ledger.void(fact.fact.id!).refusals == [])
        }
        #expect(ledger.void(town, of: "unit/T1").refusals == [])
        #expect(
            ledger.log("P-2", "2024-03-01", .signed()).refusals
                == ["unknownUnit@projectSigned.hostUnit"])
    }

    @Test func aUnitDefinedAnewTakesThoseBelowItAlong() {
        var ledger = LedgerScript()
        func define(_ code: String, below parent: String?) -> Content {
            .unitDefined(
                .with {
                    ($0.name, $0.kind) = (code, .town)
                    $0.parent = parent.flatMap(UnitCode.init(text:))
                })
        }
        for number in 1...5 {
            for tree in ["A", "B"] {
                let parent = number == 1 ? nil : "\(tree)\(number - 1)"
                ledger.log(
                    "\(tree)\(number)", "2020-01-01", define("\(tree)\(number)", below: parent))
            }
        }
        let root = ledger.journal.first { $0.fact.subject == "B1" }!.fact.id!
        #expect(
            ledger.correct(root, define("B1", below: "A4"), subject: "B1", unit: "B1").refusals
                == ["unitTooDeep@corrected.restated.unitDefined.parent"])
        #expect(
            ledger.correct(root, define("B1", below: "A3"), subject: "B1", unit: "B1").refusals
                == [])
        // That it reports itself stands in nobody's way.
        #expect(
            ledger.void(ledger.newest, of: "unit/B1").refusals == [])
    }

    @Test func anOrderHasNoDayAndNoSubjectOfItsOwn() {
        var ledger = ledger()
        var voided = Voided()
        voided.of = ledger.newest
        var fact = Fact()
        fact.id = FactID(high: 7, low: 7)
        fact.unit = UnitCode(text: "310")
        fact.subject = "P-1"
        fact.effectiveOn = CivilDay(text: "2024-01-01")
        fact.content = .voided(voided)
        #expect(
            ledger.log(fact).refusals == [
                "fieldNotAllowed@subject", "fieldNotAllowed@effectiveOn",
                "fieldMissing@voided.subject", "fieldMissing@voided.reason",
            ])
    }

    /// Whatever was changed and rolled back, the state judges as if it had not been.
    @Test func aBatchThatIsRolledBackLeavesNothing() {
        var ledger = ledger()
        ledger.state.settle()
        let before = ledger
        let mark = ledger.state.mark
        for fact in ledger.journal[2...].reversed() { ledger.void(fact.fact.id!) }
        ledger.state.rollBack(to: mark)
        ledger.journal = before.journal
        #expect(ledger.log("P-1", "2024-03-01", .signed()).refusals == ["alreadySigned@subject"])
        #expect(
            ledger.void(ledger.journal[1].fact.id!, of: "unit/T1").refusals
                == ["laterFactUnlawful@"])
        #expect(ledger.state.positions(of: Self.project).map(\.number) == [3, 4, 5])
    }

    @Test(arguments: [
        "unit/310", "project/P-1", "task/newlyStored/310/2024/BASE/市/县",
        "entities/310/ENTERPRISE", "entity/91350100M000100Y43",
        "indicator/gdp/310/2024-01-01/2024-03-31/CUMULATIVE",
    ])
    func aSubjectIsItsText(text: String) {
        #expect(Subject(text: text)?.text == text)
        #expect(Subject(text: text + "/x")?.text != text)
    }

    @Test(arguments: [
        "", "P-1", "unit/", "task/newlyStored/310/2024/BASE", "entities/310/SHOP",
        "entity/91350100M000100Y44",
    ])
    func otherTextIsNoSubject(text: String) { #expect(Subject(text: text) == nil) }
}

extension Content {
    static func capital(_ fen: Int64) -> Content {
        .capitalArrived(.with { $0.amount = Money(fen: fen) })
    }
}

extension LedgerScript {
    var newest: FactID { journal.last!.fact.id! }

    @discardableResult
    mutating func correct(
        _ id: FactID, _ content: Content?, day: String? = "2024-05-02", subject: String = "P-1",
        by name: String? = nil, unit: String = "310"
    ) -> Verdict {
        var corrected = Corrected()
        corrected.of = id
        corrected.reason = "录入有误"
        var restated = Fact()
        restated.subject = subject
        restated.unit = UnitCode(text: unit)
        restated.effectiveOn = day.flatMap(CivilDay.init(text:))
        restated.content = content
        corrected.restated = restated
        return log(nil, nil, .corrected(corrected), by: name)
    }

    @discardableResult
    mutating func void(
        _ id: FactID, of subject: String = "project/P-1", isWhole: Bool = true
    ) -> Verdict {
        var voided = Voided()
        voided.of = id
        voided.subject = Subject(text: subject)
        voided.reason = "误报"
        return log(nil, nil, .voided(voided), isWhole: isWhole)
    }
}
