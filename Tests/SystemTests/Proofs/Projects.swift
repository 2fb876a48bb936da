// SPDX-License-Identifier: Apache-2.0
//
// The facts that proofs log: projects of one unit, one after another, each with its milestones and
// some arrivals of capital.
//
// Law: the same seed gives the same facts with the same ids. What `next` gives may be sent once
// what it gave before was acknowledged; then no rule declines it, however often it is sent.

import Pipeline
import Seeded

/// An endless series of requests about projects that nobody else speaks of.
struct Projects: Sendable {
    static let unit = UnitCode(text: "u")!
    /// The day of all questions: each fact is of that year.
    static let asOf = CivilDay(year: 2024, month: 12, day: 31)

    private let name: String
    private let arrivals: ClosedRange<Int>
    private var generator: Generator
    private var number = 0
    private var arrivalsLeft = 0

    /// - Parameter arrivals: how many arrivals a request has that is about nothing else.
    init(_ name: String, seed: UInt64, arrivals: ClosedRange<Int> = 1...4) {
        self.name = name
        self.arrivals = arrivals
        generator = Generator(seed: seed)
    }

    /// The unit, to be logged before everything.
    static func unitDefined() -> Fact {
        var defined = UnitDefined()
        defined.name = "U"
        defined.kind = .county
        var fact = Fact()
        fact.id = FactID(high: 1, low: 1)
        fact.subject = unit.text
        fact.effectiveOn = CivilDay(year: 2020, month: 1, day: 1)
        fact.content = .unitDefined(defined)
        return fact
    }

    /// The facts of the next request: a project's milestones, or some money for it.
    mutating func next() -> [Addend] {
        if arrivalsLeft == 0 {
            number += 1
            arrivalsLeft = generator.pick(1...3)
            return milestones()
        }
        arrivalsLeft -= 1
        return (0..<generator.pick(arrivals)).map { _ in arrival() }
    }

    private mutating func milestones() -> [Addend] {
        let investment = Int64(generator.pick(1...1_000_000_000))
        var signed = ProjectSigned()
        signed.agreement = .contract
        signed.name = name
        signed.terms.investor = "某公司"
        signed.terms.origin = .origin(.outOfProvince)
        signed.terms.hostUnit = Projects.unit
        signed.terms.industry = IndustryCode(text: "C39")
        signed.terms.totalInvestment = Money(fen: investment)
        return [
            Addend(fact: fact(.projectSigned(signed)), sums: Sums(signed: 1)),
            Addend(
                fact: fact(.projectStored(ProjectStored())),
                sums: Sums(newlyStored: 1, newlyStoredInvestment: investment)),
            Addend(fact: fact(.projectStarted(ProjectStarted())), sums: Sums(started: 1)),
        ]
    }

    private mutating func arrival() -> Addend {
        let amount = Int64(generator.pick(1...10_000_000))
        var arrived = CapitalArrived()
        arrived.amount = Money(fen: amount)
        return Addend(fact: fact(.capitalArrived(arrived)), sums: Sums(domesticCapital: amount))
    }

    private mutating func fact(_ content: Content) -> Fact {
        var fact = Fact()
        fact.id = FactID(high: generator.next(), low: generator.next())
        fact.subject = "\(name)-\(number)"
        fact.unit = Projects.unit
        fact.effectiveOn = CivilDay(year: 2024, month: generator.pick(1...12), day: 1)
        fact.content = content
        return fact
    }
}
