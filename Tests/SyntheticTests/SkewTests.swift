// SPDX-License-Identifier: Apache-2.0
//
// A synthetic ledger is as uneven as a real one: counted, each against what an even one would have.

import Pipeline
import Synthetic
import Testing

@Suite struct SkewTests {
    private static let facts = Array(
        SyntheticLedger(LedgerScale(units: 100, projects: 1_000, facts: 60_000), seed: 12))
    /// After the six weeks in which the library is entered.
    private static let later = facts.filter { $0.loggedOn >= CivilDay(text: "2021-03-01")! }

    @Test func fewProjectsHoldMostOfTheMoney() {
        let amounts = Self.signings.compactMap { $0.terms.totalInvestment?.fen }.sorted(by: >)
        #expect(amounts.count > 1_000)
        let all = amounts.reduce(0, +)
        let tenth = amounts.prefix(amounts.count / 10).reduce(0, +)
        #expect(tenth * 2 > all && tenth * 20 < all * 19)
        // Whole 万元, and nothing below 5百万元 or above the limit.
        #expect(amounts.allSatisfy { $0 % 1_000_000 == 0 && $0 >= 500_000_000 })
        #expect(amounts[0] <= Money.projectMaximumFen)
    }

    @Test func fewUnitsHostManyProjects() {
        var hosted: [UnitCode: Int] = [:]
        for signed in Self.signings { hosted[signed.terms.hostUnit!, default: 0] += 1 }
        let counts = hosted.values.sorted(by: >)
        let all = counts.reduce(0, +)
        // Of the hundred units a tenth has more than a quarter, and half of them less than a third.
        #expect(counts.prefix(10).reduce(0, +) * 4 > all)
        #expect(counts.dropFirst(50).reduce(0, +) * 3 < all)
    }

    @Test func monthsEndInARush() {
        let ends = Self.later.filter { $0.daysToMonthEnd < 5 }
        // Five days of thirty have more than a third.
        #expect(ends.count * 3 > Self.later.count)
        let quarterly = ends.filter { $0.loggedOn.month % 3 == 0 }
        #expect(quarterly.count * 10 > ends.count * 4)
    }

    @Test func someComesLate() {
        let dated = Self.later.compactMap { fact in
            fact.effectiveOn.map { fact.loggedOn.ordinal - $0.ordinal }
        }
        let late = dated.filter { $0 >= 14 }
        #expect((40...150).contains(late.count * 1_000 / dated.count))
        #expect(dated.allSatisfy { $0 >= 0 })
    }

    @Test func someIsMended() {
        let count = { (kind: FactKind) in Self.facts.filter { $0.content?.kind == kind }.count }
        let corrections = count(.corrected) * 1_000 / Self.facts.count
        #expect((8...25).contains(corrections))
        #expect((1...5).contains(count(.voided) * 1_000 / Self.facts.count))
    }

    /// What is frequent in an office is there, and arrivals are a good part of it.
    @Test func theKindsOfAnOfficeAreThere() {
        var counts: [FactKind: Int] = [:]
        for fact in Self.facts { counts[fact.content!.kind, default: 0] += 1 }
        let expected: [FactKind] = [
            .unitDefined, .unitRenamed, .leadOpened, .negotiationOpened, .projectSigned,
            .agreementUpgraded, .projectStored, .contractFulfilled, .projectStarted,
            .statisticsEntered, .projectOperational, .projectAtCapacity, .progressReported,
            .projectSuspended, .projectResumed, .projectTerminated, .projectWithdrawn,
            .projectReinstated, .investmentRevised, .creditSharesSet, .duplicateLinked,
            .detailsSet, .capitalArrived, .capitalVerified, .annualTaskSet, .taskAdjusted,
            .ownerAssigned, .entityStockReported, .entitiesRegistered, .entitiesDeregistered,
            .entityConverted, .enterprisePromoted, .entityRegistered, .entityDeregistered,
            .indicatorReported, .corrected, .voided,
        ]
        for kind in expected { #expect(counts[kind] != nil, "\(kind)") }
        #expect(counts[.capitalArrived]! * 100 > Self.facts.count * 15)
        // Tasks of each of its years.
        let years = Set(Self.facts.compactMap { $0.yearOfTask })
        #expect(years.isSuperset(of: [2021, 2022, 2023]))
    }

    /// As many projects as the scale says are alive, from the first spring on.
    @Test func projectsComeAndGo() {
        var alive: Set<String> = []
        var counts: [CivilDay: Int] = [:]
        for fact in Self.facts {
            switch fact.content {
            case .leadOpened, .projectSigned, .projectReinstated: alive.insert(fact.subject!)
            case .projectAtCapacity, .projectTerminated, .projectWithdrawn, .duplicateLinked:
                alive.remove(fact.subject!)
            default: break
            }
            counts[fact.loggedOn] = alive.count
        }
        let spring = counts.filter { $0.key >= CivilDay(text: "2021-04-01")! }
        #expect(spring.values.min()! > 700 && spring.values.max()! < 1_400)
    }

    private static var signings: [ProjectSigned] {
        facts.compactMap { fact in
            if case .projectSigned(let signed)? = fact.content { signed } else { nil }
        }
    }
}

extension Fact {
    /// The day on which it is logged.
    fileprivate var loggedOn: CivilDay { id!.madeAt.civilDay }

    fileprivate var daysToMonthEnd: Int {
        Int(loggedOn.lastOfMonth.ordinal - loggedOn.ordinal)
    }

    fileprivate var yearOfTask: Int64? {
        if case .annualTaskSet(let task)? = content { task.year } else { nil }
    }
}
