// SPDX-License-Identifier: Apache-2.0
//
// What a project says after what it has said, and within how many days: the ladder with what stands
// beside it, then months of building, then operation.
//
// Which of the optional steps a project takes follows from its number; what goes wrong is drawn.

import Pipeline
import Seeded

extension SyntheticLedger.Iterator {
    /// Sets the next step.
    ///
    /// - Returns: the days after which it has effect.
    mutating func plan(_ project: inout LiveProject) -> ClosedRange<Int> {
        switch project.step {
        case .lead: return next(.negotiation, &project, 20...60)
        case .negotiation: return next(.sign, &project, 30...120)
        case .sign: return planAfterSigning(&project)
        case .reinstate: return planOnward(&project, 5...40)
        case .voidSigning, .duplicate, .reachCapacity: return 0...0
        case .end: return next(.reinstate, &project, 60...200)
        case .suspend: return next(.resume, &project, 60...300)
        case .progress: return planAfterProgress(&project)
        case .arrival: return planAfterArrival(&project)
        case .verify, .voidArrival, .revise, .resume: return next(.progress, &project, 12...30)
        case .correctArrival: return next(.verify, &project, 10...40)
        case .fulfil: return next(.operate, &project, 10...90)
        case .operate: return next(.reachCapacity, &project, 180...500)
        default: return planOnward(&project, 3...25)
        }
    }

    private func next(
        _ step: ProjectStep, _ project: inout LiveProject, _ days: ClosedRange<Int>
    ) -> ClosedRange<Int> {
        project.step = step
        return days
    }

    private mutating func planAfterSigning(
        _ project: inout LiveProject
    ) -> ClosedRange<Int> {
        let chance = random.below(1_000)
        if !project.marks.contains(.isContract) {
            return next(chance < 150 ? .end : .upgrade, &project, 30...200)
        }
        if chance < 3, !project.marks.contains(.wasLead) {
            return next(.voidSigning, &project, 0...5)
        }
        if chance < 30 { return next(.correctSigning, &project, 1...30) }
        if chance < 38, libraryLast != nil { return next(.duplicate, &project, 5...60) }
        return planOnward(&project, 3...25)
    }

    /// The next step up, with what stands beside the ladder.
    private mutating func planOnward(
        _ project: inout LiveProject, _ days: ClosedRange<Int>
    ) -> ClosedRange<Int> {
        let wants = project.wants(traits)
        let rank = project.step.rank
        if rank < ProjectStep.details.rank, wants.details { return next(.details, &project, days) }
        if rank < ProjectStep.shares.rank, wants.shares { return next(.shares, &project, days) }
        if rank < ProjectStep.owner.rank, wants.owner { return next(.owner, &project, days) }
        let isStored = project.marks.contains(.isStored)
        let isStarted = project.marks.contains(.isStarted)
        if !isStored, !wants.startFirst || isStarted { return next(.store, &project, 5...40) }
        if !isStarted {
            let ends = random.below(1_000) < 50
            return next(ends ? .end : .start, &project, 30...150)
        }
        if rank < ProjectStep.statistics.rank, wants.statistics {
            return next(.statistics, &project, 10...60)
        }
        return next(.arrival, &project, 5...40)
    }

    private mutating func planAfterProgress(
        _ project: inout LiveProject
    ) -> ClosedRange<Int> {
        if project.progress >= 10_000 || project.arrived / 9 >= project.investment / 10 {
            let fulfils = project.number % 3 != 0
            return next(fulfils ? .fulfil : .operate, &project, 15...60)
        }
        let chance = random.below(1_000)
        if chance < 4 { return next(.suspend, &project, 5...30) }
        if chance < 8 { return next(.end, &project, 5...30) }
        if chance < 12 { return next(.revise, &project, 5...30) }
        return next(.arrival, &project, 8...25)
    }

    private mutating func planAfterArrival(
        _ project: inout LiveProject
    ) -> ClosedRange<Int> {
        let chance = random.below(1_000)
        if chance < 25 { return next(.correctArrival, &project, 1...25) }
        if chance < 31 { return next(.voidArrival, &project, 1...25) }
        return chance < 600
            ? next(.verify, &project, 10...40) : next(.progress, &project, 10...30)
    }
}

/// The steps that a project takes beside the ladder.
struct WantedSteps {
    var details: Bool
    var shares: Bool
    var owner: Bool
    var statistics: Bool
    /// It is started before it is in the library.
    var startFirst: Bool
}

extension LiveProject {
    func wants(_ traits: Traits) -> WantedSteps {
        let bits = traits.bits(8, Int(number))
        return WantedSteps(
            details: bits & 0xFF < 80, shares: bits >> 8 & 0xFF < 20, owner: bits >> 16 & 0xFF < 26,
            statistics: bits >> 24 & 0xFF < 150, startFirst: bits >> 32 & 0xFF < 5)
    }

    /// Whether its agreement is a framework at first.
    func isFramework(_ traits: Traits) -> Bool { traits.bits(9, Int(number)) % 5 == 0 }
}

extension ProjectStep {
    /// The order of the steps up to the building.
    fileprivate var rank: UInt8 { rawValue }
}
