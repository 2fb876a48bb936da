// SPDX-License-Identifier: Apache-2.0
//
// Rules for periods, and for what comes late. A fact is late when its day lies in a period that is
// closed for a unit it speaks of, or for one above that on the day. What is late says why, and what is
// not says nothing: so the reason alone tells, for ever, that a fact came late.

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
        let closed = contents.lazy.compactMap { closedPeriod(of: $0) }.first
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

    /// The first closed period that a fact's day lies in.
    private func closedPeriod(of fact: Fact) -> PeriodKey? {
        guard !periods.isEmpty, let day = fact.dayOfEffect, fact.content?.countsInPeriods ?? false
        else { return nil }
        var units = fact.unitsMentioned
        if case .project(let id)? = fact.derivedSubject, let host = projects[id]?.terms.hostUnit {
            units.insert(host)
        }
        if case .entity(let code)? = fact.derivedSubject, let home = unit(of: code) {
            units.insert(home)
        }
        let above = Set(units.flatMap { line(of: $0, on: day) })
        return above.sorted().lazy.flatMap { periods[$0] ?? [] }
            .filter { ($0.from...$0.to).contains(day) }
            .min { ($0.from, $0.to) < ($1.from, $1.to) }
    }
}

extension Content {
    /// Whether it may move a figure of its day; what is said about the tree and in a review does not.
    var countsInPeriods: Bool {
        switch kind.rawValue {
        case 30...99: true
        default: false
        }
    }
}

extension Docket {
    fileprivate var periodKey: PeriodKey? {
        if case .period(let key)? = fact.derivedSubject { key } else { nil }
    }
}
