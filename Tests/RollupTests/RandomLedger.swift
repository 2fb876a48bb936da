// SPDX-License-Identifier: Apache-2.0
//
// Seeded random facts of one project, for laws that must hold of any of them: out of order, without
// an amount, withdrawn and reinstated, from every origin, stored by whoever signed.

import Pipeline
import Rollup
import Seeded
import TestKit

enum RandomLedger {
    static let tree: UnitTree = {
        func unit(_ code: String, _ parent: String?, _ division: String?) -> UnitRecord {
            var unit = UnitRecord(
                code: UnitCode(text: code)!, name: code, definedOn: CivilDay(text: "2020-01-01")!)
            unit.latest.parent = parent.flatMap(UnitCode.init(text:))
            unit.latest.division = division.flatMap(DivisionCode.init(text:))
            return unit
        }
        return UnitTree([
            unit("A", nil, "330100"), unit("B", "A", "330127"), unit("T1", "B", nil),
            unit("T2", "B", nil), unit("C", "A", nil),
        ])
    }()

    static func project(seed: Int) -> [LoggedFact] {
        var random = Generator(seed: UInt64(seed))
        let count = Int.random(in: 1...14, using: &random)
        return (1...count).map { position in
            var fact = Fact()
            fact.id = FactID(high: UInt64(seed), low: UInt64(position))
            fact.subject = "P"
            fact.unit = UnitCode(text: "B")
            fact.effectiveOn = CivilDay(text: "2023-11-01")!
                .advanced(by: Int.random(in: 0...400, using: &random))
            fact.content = content(seed: seed, using: &random)
            let name = ["a", "b"].randomElement(using: &random)!
            return LoggedFact(
                position: Position(Int64(position)),
                recordedAt: Moment(microseconds: Int64(position)),
                principal: Principal(name: name, isAuthenticated: Bool.random(using: &random)),
                fact: fact)
        }
    }

    private static func content(seed: Int, using random: inout Generator) -> Content {
        switch Int.random(in: 0...17, using: &random) {
        case 0, 1:
            var signed = ProjectSigned()
            signed.agreement = AgreementKind.allCases.randomElement(using: &random)
            signed.terms = terms(using: &random)
            return .projectSigned(signed)
        case 2:
            var upgrade = AgreementUpgraded()
            upgrade.terms = terms(using: &random)
            return .agreementUpgraded(upgrade)
        case 3, 4: return .projectStored(.init())
        case 5: return .projectStarted(.init())
        case 6: return .projectOperational(.init())
        case 7:
            return Bool.random(using: &random)
                ? .projectWithdrawn(.init()) : .projectTerminated(.init())
        case 8: return .projectReinstated(.init())
        case 9:
            var lead = LeadOpened()
            lead.terms = terms(using: &random)
            return .leadOpened(lead)
        case 10: return .contractFulfilled(.init())
        case 11: return rung(using: &random)
        case 12:
            var verified = CapitalVerified()
            let low = UInt64.random(in: 1...14, using: &random)
            verified.of = FactID(high: UInt64(seed), low: low)
            verified.amount = Money(fen: Int64.random(in: 0...1_000, using: &random))
            return .capitalVerified(verified)
        default:
            var capital = CapitalArrived()
            capital.amount = Money(fen: Int64.random(in: 1...1_000, using: &random))
            capital.origin = origin(using: &random)
            capital.basis = [nil, .cumulativeYear, .cumulativeSigning].randomElement(
                using: &random)!
            return .capitalArrived(capital)
        }
    }

    private static func rung(using random: inout Generator) -> Content {
        let rungs: [Content] = [
            .negotiationOpened(.init()), .statisticsEntered(.init()), .projectAtCapacity(.init()),
            .progressReported(.init()), revised(using: &random), .projectSuspended(.init()),
            .projectResumed(.init()),
        ]
        return rungs.randomElement(using: &random)!
    }

    private static func revised(using random: inout Generator) -> Content {
        var revised = InvestmentRevised()
        revised.totalInvestment = Money(fen: Int64.random(in: 1...1_000, using: &random))
        return .investmentRevised(revised)
    }

    private static func terms(using random: inout Generator) -> AgreementTerms {
        var terms = AgreementTerms()
        terms.hostUnit = [nil, "T1", "T2", "C"].randomElement(using: &random)!
            .flatMap(UnitCode.init(text:))
        terms.origin = origin(using: &random)
        if Bool.random(using: &random) {
            terms.totalInvestment = Money(fen: Int64.random(in: 0...1_000, using: &random))
        }
        return terms
    }

    private static func origin(using random: inout Generator) -> Origin? {
        [nil, "OUT_OF_PROVINCE", "FOREIGN", "330127", "330200", "810000"]
            .randomElement(using: &random)!.flatMap(Origin.init(text:))
    }
}
