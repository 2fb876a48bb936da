// SPDX-License-Identifier: Apache-2.0
//
// The walk of a project: what it says at each step, and what comes next and when.
//
// A step has its day of effect, never before that of the step before it save for one milestone in
// sixty, and is logged on that day or later: one in eight weeks later. What was in the library when the ledger
// was opened is told from its signing on, in one go, without what nobody writes down afterwards.

import Pipeline
import Seeded

extension SyntheticLedger.Iterator {
    /// How many projects come in today.
    mutating func newProjects() -> Int {
        let scale = ledger.scale.projects
        let days = Int(day.ordinal - opening.ordinal)
        if days < openingDays {
            carriedOver = scale * (days + 1) / openingDays - scale * days / openingDays
            return carriedOver
        }
        carriedOver = 0
        // A project is alive for some four years; what is missing comes in over the next two.
        let missing = scale - book.aliveCount
        let yearly = max(0, scale * 27 / 100 + missing / 2)
        let parts = newRest + yearly * OfficeCalendar.weight(of: day)
        newRest = parts % OfficeCalendar.weightOfYear
        return parts / OfficeCalendar.weightOfYear
    }

    /// The library of a bureau is entered over six weeks.
    private var openingDays: Int { 42 }

    mutating func newProject() -> LiveProject {
        numberLast += 1
        var project = LiveProject()
        project.number = numberLast
        let isCarriedOver = carriedOver > 0
        if isCarriedOver { carriedOver -= 1 }
        project.day = isCarriedOver ? opening.advanced(by: -random.days(20...900)) : day
        let county = random.skewed(tree.counties.units.count, power: 2)
        let hosts = tree.hosts(ofCounty: county)
        project.host = UInt32(hosts.lowerBound + random.skewed(hosts.count, power: 2))
        project.investment = random.totalInvestment()
        project.step = !isCarriedOver && random.below(4) == 0 ? .lead : .sign
        return project
    }

    mutating func nextStep(_ slot: Int) -> Fact? {
        var project = book[slot]
        let fact = say(&project)
        if project.marks.contains(.isOver) {
            book.remove(slot)
            return fact
        }
        let wait = plan(&project)
        schedule(&project, in: wait)
        book[slot] = project
        book.wait(slot, until: dueDay(project))
        return fact
    }

    /// Sets the day of effect of the next step.
    private mutating func schedule(_ project: inout LiveProject, in days: ClosedRange<Int>) {
        // What lies before the opening is told in large.
        let isPast = project.day.advanced(by: days.upperBound) < opening
        let isBuilding = project.step == .arrival || project.step == .progress
        // What came late makes nothing else late, but in the library of before.
        let from = project.day < opening ? project.day : max(project.day, day.advanced(by: -6))
        var next = from.advanced(
            by: random.days(days) + (isPast && isBuilding ? random.days(60...150) : 0))
        // Four in ten wait for the end of the month, where something is to be told by then.
        if isBuilding || project.step == .store || project.step == .start, random.below(10) < 4 {
            next = next.lastOfMonth.advanced(by: -random.skewed(6, power: 2))
        }
        project.day = max(project.day, next)
    }

    /// The day on which the next step is logged.
    private mutating func dueDay(_ project: LiveProject) -> CivilDay {
        let chance = random.below(100)
        let lag = chance < 60 ? 0 : chance < 88 ? random.days(1...6) : random.days(14...60)
        return max(day, project.day.advanced(by: lag))
    }

    /// The step's fact.
    private mutating func say(_ project: inout LiveProject) -> Fact {
        let subject = "P\(project.number)"
        let unit = tree.codes[Int(project.host)]
        switch project.step {
        case .correctSigning, .voidSigning, .correctArrival, .voidArrival:
            return mend(&project, subject, unit)
        case .duplicate: project.marks.insert(.isOver)
        case .reachCapacity: project.marks.insert(.isOver)
        default: break
        }
        var day = project.day
        if project.step.mayBeOutOfOrder, random.below(60) == 0 {
            day = day.advanced(by: -random.days(20...120))
        }
        let content = content(of: &project, on: day)
        var fact = fact(subject, by: unit, on: day, content)
        switch project.step {
        case .sign, .arrival: (project.claim, project.claimDay) = (fact.id!, day)
        case .progress:
            var photograph = Evidence()
            photograph.kind = "监理月报"
            fact.evidence = [photograph]
        case .owner:
            fact.subject = nil
        default: break
        }
        return fact
    }
}

extension ProjectStep {
    /// Whether its day may lie before that of the step before it, with a warning.
    fileprivate var mayBeOutOfOrder: Bool {
        switch self {
        case .store, .start, .operate: true
        default: false
        }
    }
}
