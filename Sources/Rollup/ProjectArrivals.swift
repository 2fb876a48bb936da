// SPDX-License-Identifier: Apache-2.0
//
// The arrivals of a project that count as domestic capital, one by one, and the facts of a project that
// came late: what signs of padding are looked for in.

public import Pipeline

/// An arrival that counts as domestic capital, as what it adds.
public struct Arrival: Hashable, Sendable {
    public var project: ProjectID
    /// The unit credited with the project.
    public var unit: UnitCode
    public var day: CivilDay
    public var fen: Int128
    public var fact: FactReference

    public init(
        project: ProjectID, unit: UnitCode, day: CivilDay, fen: Int128, fact: FactReference
    ) {
        (self.project, self.unit, self.day) = (project, unit, day)
        (self.fen, self.fact) = (fen, fact)
    }
}

/// What is looked at of one project's facts, as of a day.
public struct ProjectPaperwork {
    private let facts: [LoggedFact]
    private let fold: ProjectFold
    private let positions: LinkPositions

    /// - Parameters:
    ///   - facts: of one project that is no duplicate, in the order of their positions.
    ///   - kin: what is logged of other projects and counts here.
    public init(of facts: [LoggedFact], kin: Kin, tree: UnitTree, asOf day: CivilDay) {
        self.facts = Chains.inForce(of: facts).ofEffect(by: day)
        fold = ProjectFold(self.facts, duplicates: kin.money, tree: tree, asOf: day)
        positions = LinkPositions(facts + kin.duplicates.flatMap(\.self))
    }

    /// Those of days, by day and then by position; those of its duplicates after its own.
    public func arrivals(
        of project: ProjectID, unit: UnitCode, in days: ClosedRange<CivilDay>
    ) -> [Arrival] {
        fold.domesticMoney.compactMap { money in
            guard days.contains(money.day), let fact = positions.reference(money.logged) else {
                return nil
            }
            return Arrival(
                project: project, unit: unit, day: money.day, fen: money.increment.claimed,
                fact: fact)
        }
    }

    /// The milestones and arrivals of days, and those of them that came more than so many days late and
    /// after the month of their day.
    public func backDated(
        in days: ClosedRange<CivilDay>, limits: PaddingLimits
    ) -> (late: [FactReference], all: Int, longestDelay: Int) {
        let all = facts.filter { logged in
            guard let content = logged.fact.content, let day = logged.fact.effectiveOn else {
                return false
            }
            return FactKind.countedOnTheirDay.contains(content.kind) && days.contains(day)
        }
        let late = all.filter { logged in
            let (day, recorded) = (logged.fact.effectiveOn!, logged.recordedAt.civilDay)
            return recorded > day.advanced(by: limits.backDatedDays) && recorded > day.lastOfMonth
        }
        let delays = late.map {
            Int($0.recordedAt.civilDay.ordinal) - Int($0.fact.effectiveOn!.ordinal)
        }
        return (late.compactMap(positions.reference), all.count, delays.max() ?? 0)
    }

    /// The agreements.
    public var signings: [FactReference] {
        facts.filter { [.projectSigned, .agreementUpgraded].contains($0.fact.content?.kind) }
            .compactMap(positions.reference)
    }
}

extension FactKind {
    /// Of a project: what a figure counts on the day that the fact names.
    fileprivate static let countedOnTheirDay: [FactKind] = [
        .projectSigned, .agreementUpgraded, .projectStored, .projectStarted, .contractFulfilled,
        .projectOperational, .capitalArrived,
    ]
}
