// SPDX-License-Identifier: Apache-2.0
//
// Rules for periods, and for what comes late. A fact is late when its day lies in a period that is
// closed for a unit whose figures it moves, or for one above that on the day; one that moves what others
// count for (a link of duplicates, a unit's place, a correction of a signing) when any of those days
// does. What is late says why, and what is not says nothing: so the reason alone tells, for ever, that a
// fact came late.

extension AdmissionState {
    func judge(_ closed: PeriodClosed, into docket: inout Docket) {
        judgeKey(closed.unit, closed.from, closed.to, into: &docket)
        guard let key = docket.periodKey else { return }
        if key.to > docket.context.today {
            docket.refuse(.dateInFuture, docket.own("to"), "the period is not over")
        }
        if isClosed(key) {
            docket.refuse(.periodIsClosed, docket.own("from"), "the period is closed already")
        }
    }

    func judge(_ reopened: PeriodReopened, into docket: inout Docket) {
        judgeKey(reopened.unit, reopened.from, reopened.to, into: &docket)
        docket.need(reopened.reason?.isEmpty == false, docket.own("reason"))
        if let key = docket.periodKey, !isClosed(key) {
            docket.refuse(.periodIsOpen, docket.own("from"), "the period is open")
        }
    }

    private func isClosed(_ key: PeriodKey) -> Bool { periods[key.unit]?.contains(key) ?? false }

    private func judgeKey(
        _ unit: UnitCode?, _ from: CivilDay?, _ to: CivilDay?, into docket: inout Docket
    ) {
        if let unit { docket.checkUnit(unit, at: docket.own("unit"), units: units) }
        docket.need(from != nil, docket.own("from"))
        docket.need(to != nil, docket.own("to"))
        if let from, let to, from > to {
            docket.refuse(
                .periodInvalid, docket.own("to"), "a period ends on or after its first day")
        }
    }

    /// - Parameter contents: what the fact says, or what it takes back and says anew.
    func judgeLateness(of contents: [Fact], into docket: inout Docket) {
        guard docket.refusals.isEmpty else { return }
        var closed: PeriodKey?
        for content in contents where closed == nil { closed = closedPeriod(of: content) }
        let isTold = docket.fact.lateReason?.isEmpty == false
        if let closed, !isTold {
            docket.refuse(
                .lateWithoutReason, "lateReason",
                "\(closed.from) to \(closed.to) is closed for unit \(closed.unit.text): say why it "
                    + "comes now")
        } else if closed == nil, docket.fact.lateReason != nil {
            docket.refuse(.notLate, "lateReason", "no period of its day is closed")
        }
    }

    /// The first closed period that a fact moves.
    private func closedPeriod(of fact: Fact) -> PeriodKey? {
        guard !periods.isEmpty, let days = daysMoved(by: fact) else { return nil }
        let units = unitsMoved(by: fact)
        let isOneDay = days.lowerBound == days.upperBound
        // The common fact looks at its line alone; only what moves many days looks at all.
        let above = units.flatMap { line(of: $0, on: days.lowerBound) }
        let closed =
            isOneDay ? Set(above).flatMap { periods[$0] ?? [] } : periods.values.flatMap(\.self)
        return closed.filter { key in
            guard key.from <= days.upperBound, key.to >= days.lowerBound else { return false }
            let day = min(max(key.from, days.lowerBound), days.upperBound)
            return units.contains { line(of: $0, on: day).contains(key.unit) }
        }
        .min { ($0.from, $0.to, $0.unit) < ($1.from, $1.to, $1.unit) }
    }

    /// The days whose figures a fact may move: its own; of a duplicate all of the project, and of a
    /// unit's place all from its day on.
    private func daysMoved(by fact: Fact) -> ClosedRange<CivilDay>? {
        guard let day = fact.dayOfEffect, let content = fact.content else { return nil }
        switch content {
        case .unitMoved, .unitMerged: return day...CivilDay.distantFuture
        case .duplicateLinked, .duplicateUnlinked:
            guard case .project(let id)? = fact.derivedSubject, let project = projects[id],
                let from = project.countedFrom, let to = project.countedTo
            else { return day...day }
            return from...to
        default: return content.countsInPeriods ? day...day : nil
        }
    }

    /// The units whose figures a fact may move.
    private func unitsMoved(by fact: Fact) -> Set<UnitCode> {
        var units = Set(fact.unitsMentioned)
        // Who only reports is credited with nothing where the key or a host says who is.
        if let unit = fact.derivedSubject?.unit, let reporter = fact.unit, reporter != unit {
            units.remove(reporter)
            units.insert(unit)
        }
        switch fact.derivedSubject {
        case .project(let id)?: insertCredited(id, fact, into: &units)
        case .entity(let code)?: if let home = unit(of: code) { units.insert(home) }
        case .unit(let code)?: units.insert(code)
        default: break
        }
        return units
    }

    private func insertCredited(_ id: ProjectID, _ fact: Fact, into units: inout Set<UnitCode>) {
        var others = [id]
        if let of = projects[id]?.duplicateOf { others.append(of) }
        if case .duplicateLinked(let linked)? = fact.content, let of = linked.of {
            others.append(of)
        }
        for project in others.compactMap({ projects[$0] }) {
            if let host = project.terms.hostUnit {
                units.insert(host)
                if let reporter = fact.unit, reporter != host, !fact.names(reporter) {
                    units.remove(reporter)
                }
            }
            units.formUnion(project.sharers)
        }
    }
}

extension Fact {
    /// Whether the kind's own fields name a unit.
    fileprivate func names(_ unit: UnitCode) -> Bool {
        var own = self
        own.unit = nil
        return own.unitsMentioned.contains(unit)
    }
}

extension Content {
    /// Whether it may move a figure of its day; what is said of a project's details and owner, and in a
    /// review, does not.
    var countsInPeriods: Bool {
        switch self {
        case .detailsSet, .ownerAssigned: false
        default: (30...99).contains(kind.rawValue)
        }
    }

    /// Whether it may move what other facts of its subject count for.
    var movesOthers: Bool {
        switch self {
        case .leadOpened, .projectSigned, .agreementUpgraded, .projectStored, .creditSharesSet,
            .duplicateLinked, .duplicateUnlinked, .entityRegistered, .entityMoved, .entityConverted:
            true
        default: false
        }
    }
}

extension Docket {
    fileprivate var periodKey: PeriodKey? {
        if case .period(let key)? = fact.derivedSubject { key } else { nil }
    }
}
