// SPDX-License-Identifier: Apache-2.0
//
// Money and progress of a project, and what of it is stated anew or taken back.
//
// Two projects in five state what came in since 1 January, the others what came on top. What is verified,
// corrected or voided is always the last arrival, and nothing that rests on it stands after it.

import Pipeline
import Seeded

extension SyntheticLedger.Iterator {
    mutating func build(_ project: inout LiveProject, on day: CivilDay) -> Content {
        switch project.step {
        case .progress:
            project.progress = min(10_000, project.progress + Int16(random.days(300...1_100)))
            var report = ProgressReported()
            report.basisPoints = Int64(project.progress)
            return .progressReported(report)
        case .arrival:
            let year = Int16(day.year)
            if project.year != year { (project.year, project.arrivedInYear) = (year, 0) }
            project.add(random.part(of: project.investment, 150...1_500))
            return .capitalArrived(project.arrival(traits))
        case .verify:
            let stated = project.stated(traits)
            // A quarter of the claims is not found whole.
            let share = random.below(4) == 0 ? Int64(random.days(70...99)) : 100
            var verified = CapitalVerified()
            verified.of = project.claim
            verified.amount = Money(fen: stated / 100 * share)
            return .capitalVerified(verified)
        default:
            project.investment = revised(project.investment)
            var revised = InvestmentRevised()
            revised.totalInvestment = Money(fen: project.investment)
            revised.reason = "补充协议"
            return .investmentRevised(revised)
        }
    }

    /// Another amount near it.
    private mutating func revised(_ investment: Int64) -> Int64 {
        investment / 100 * Int64(random.days(70...150)) / (10 * tenThousandYuan)
            * (10 * tenThousandYuan)
    }

    /// The claim stated anew, or taken back.
    mutating func mend(
        _ project: inout LiveProject, _ subject: String, _ unit: UnitCode
    ) -> Fact {
        let fact: Fact
        switch project.step {
        case .correctSigning:
            project.investment = revised(project.investment)
            fact = correction(
                of: project.claim, subject, by: unit, on: project.claimDay,
                .projectSigned(signing(project)))
            project.claim = fact.id!
        case .correctArrival:
            project.add(-project.increment)
            project.add(random.part(of: project.investment, 150...1_500))
            fact = correction(
                of: project.claim, subject, by: unit, on: project.claimDay,
                .capitalArrived(project.arrival(traits)))
            project.claim = fact.id!
        default:
            if project.step == .voidSigning { project.marks.insert(.isOver) }
            if project.step == .voidArrival { project.add(-project.increment) }
            fact = void(of: project.claim, .project(ProjectID(text: subject)!), by: unit)
        }
        return fact
    }
}

extension LiveProject {
    fileprivate mutating func add(_ amount: Int64) {
        increment = amount
        arrived += amount
        arrivedInYear += amount
    }

    fileprivate func isCumulative(_ traits: Traits) -> Bool {
        traits.bits(10, Int(number)) % 5 < 2
    }

    /// What the last arrival states, in fen.
    fileprivate func stated(_ traits: Traits) -> Int64 {
        isCumulative(traits) ? arrivedInYear : increment
    }

    fileprivate func arrival(_ traits: Traits) -> CapitalArrived {
        var arrived = CapitalArrived()
        arrived.amount = Money(fen: stated(traits))
        arrived.basis = isCumulative(traits) ? .cumulativeYear : .increment
        return arrived
    }
}
