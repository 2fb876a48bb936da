// SPDX-License-Identifier: Apache-2.0
//
// Rules for supervision orders (督办): opened once a name, answered and closed while they are open. The
// warning that an order names is known; an order that follows another follows one that was escalated.
//
// What an order names stands as long as the order does: a correction or void that would take it away
// is refused (`Admission+Order.swift`).

extension AdmissionState {
    /// What the rules read of an order.
    struct OrderState: Sendable {
        /// The day on which it was opened.
        var day: CivilDay?
        /// Unset while it is open.
        var outcome: OrderOutcome?
        var follows: OrderName?
    }

    func judge(_ order: OrderOpened, into docket: inout Docket) {
        if let unit = order.unit { docket.checkUnit(unit, at: docket.own("unit"), units: units) }
        docket.need(order.what?.isEmpty == false, docket.own("what"))
        docket.need(order.owner?.isEmpty == false, docket.own("owner"))
        docket.need(order.dueOn != nil, docket.own("dueOn"))
        docket.checkDue(order.dueOn)
        if let warning = order.warning, issuedWarnings[warning] == nil {
            docket.refuse(
                .unknownWarning, docket.own("warning"), "no warning \(warning.text) is issued")
        }
        guard case .order(let name)? = docket.subject else { return }
        if openedOrders[name] != nil {
            docket.refuse(
                .alreadyOpened, "subject", "order \(name.text) is opened; another has its own name")
        }
        if let former = order.follows { judge(name, after: former, into: &docket) }
    }

    private func judge(_ name: OrderName, after former: OrderName, into docket: inout Docket) {
        guard let order = openedOrders[former] else {
            return docket.refuse(
                .unknownOrder, docket.own("follows"), "no order \(former.text) is opened")
        }
        if order.outcome != .escalated {
            docket.refuse(
                .notEscalated, docket.own("follows"), "order \(former.text) was not escalated")
        } else if line(upFrom: former).contains(name) {
            docket.refuse(
                .orderFollowsItself, docket.own("follows"),
                "order \(former.text) follows \(name.text)")
        }
    }

    /// The order and those that it follows, the newest first.
    private func line(upFrom name: OrderName) -> [OrderName] {
        var line = [name]
        while let former = openedOrders[line.last!]?.follows, line.count <= openedOrders.count {
            line.append(former)
        }
        return line
    }

    func judge(_ answer: OrderAnswered, into docket: inout Docket) {
        docket.need(answer.text?.isEmpty == false, docket.own("text"))
        if docket.fact.evidence.isEmpty {
            docket.warn(.evidenceMissing, "evidence", "nothing vouches for the answer")
        }
        judgeOpen(into: &docket)
    }

    func judge(_ closed: OrderClosed, into docket: inout Docket) {
        docket.need(closed.outcome != nil, docket.own("outcome"))
        if closed.outcome != .done {
            docket.need(closed.reason?.isEmpty == false, docket.own("reason"))
        }
        judgeOpen(into: &docket)
    }

    private func judgeOpen(into docket: inout Docket) {
        guard case .order(let name)? = docket.subject else { return }
        guard let order = openedOrders[name] else {
            return docket.refuse(.unknownOrder, "subject", "no order \(name.text) is opened")
        }
        if order.outcome != nil {
            docket.refuse(.orderClosed, "subject", "the order is closed")
        }
        docket.warn(ifBefore: order.day, "the order")
    }

    /// The state of an order after a fact of it.
    mutating func take(_ content: Content, of name: OrderName, on day: CivilDay?) {
        switch content {
        case .orderOpened(let order): set(name, OrderState(day: day, follows: order.follows))
        case .orderClosed(let closed):
            guard var order = openedOrders[name] else { return }
            order.outcome = closed.outcome
            set(name, order)
        default: break
        }
    }
}
