// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Warnings` and `query.v1/Orders`: what a unit and those below it were warned of and ordered to
// do, as of the day and by what was known then.
//
// Law: what is listed is a function of the facts known then and of the day. An answer costs the facts of all
// warnings or orders that were ever logged, which are as few as the meetings that settled them, and of
// warnings the figures of each unit that has an open one, once.

import Journal
import Pipeline
import Rollup
import Wire

/// The most warnings or orders of one answer.
private let namesMax = 10_000

/// The most units with an open warning whose figures an answer computes.
private let unitsMax = 1_000

extension Answer {
    func warnings(_ body: WarningsRequest) throws(JournalError) -> [[UInt8]] {
        let question = body.question ?? ProgressRequest()
        return try from(question) { (stand) throws(JournalError) in
            let names = try subjects(of: .warningIssued, knownAt: stand.knownAt) { subject in
                if case .warning(let name) = subject { name } else { nil }
            }
            guard let names else { return tooMany }
            // What was warned of is asked of today; the lamps are of the day of the latest figures.
            let isUndated = question.asOf == nil && question.year == nil
            let day = isUndated ? job.today : stand.asOf
            var reply = WarningsReply()
            (reply.unit, reply.unitName) = (stand.unit.code, stand.state.name)
            (reply.asOf, reply.figuresAsOf) = (day, stand.asOf)
            let style = Style(question, stand.ruleSet)
            var open: Set<Warned> = []
            var lamps = WarnedLamps<View>()
            for name in names {
                let facts = try view.logged(.warning(name), knownAt: stand.knownAt)
                guard let warning = WarningRecord(name, facts: facts, asOf: day) else { continue }
                if warning.closedOn == nil {
                    open.insert(Warned(unit: warning.unit, measure: warning.issued.measure))
                }
                guard stand.holds(warning.unit), body.open != true || warning.closedOn == nil else {
                    continue
                }
                var message = message(of: warning, on: day, from: stand)
                if warning.closedOn == nil { message.now = try lamps.now(warning, self, stand) }
                reply.warnings.append(message)
                guard lamps.unitsSeen <= unitsMax else { return tooMany }
            }
            reply.warnings.sort { ($0.issuedOn!, $0.name!) < ($1.issuedOn!, $1.name!) }
            reply.proposed = try proposed(beside: open, from: stand, style: style)
            reply.freshness = try freshness(of: stand)
            return request.reply(reply, position: place)
        }
    }

    private func message(
        of warning: WarningRecord, on day: CivilDay, from stand: Standpoint<View>
    ) -> WarningMessage {
        var message = WarningMessage()
        (message.name, message.unit) = (warning.name, warning.unit)
        message.unitName = warning.unit.flatMap(stand.name)
        (message.issued, message.issuedOn) = (warning.issued, warning.issuedOn)
        (message.closedOn, message.reason) = (warning.closedOn, warning.reason)
        message.overdueDays = Int64(warning.overdueDays(on: day))
        return message
    }

    /// Base tasks that are not green and of which nobody was warned.
    private func proposed(
        beside open: Set<Warned>, from stand: Standpoint<View>, style: Style
    ) throws(JournalError) -> [TaskMessage] {
        var rows: [TaskMessage] = []
        for stand in [stand] + stand.children where !stand.state.isClosed {
            rows += try tasks(of: stand, style: style).filter { row in
                row.grade == .base && row.lamp.map { $0.lamp != .green } ?? false
                    && !open.contains(Warned(unit: row.unit, measure: row.measure))
            }
        }
        return rows
    }

    func orders(_ body: OrdersRequest) throws(JournalError) -> [[UInt8]] {
        var question = body.question ?? ProgressRequest()
        // What is overdue is asked of today, and not of the day of the latest figures.
        if question.year == nil { question.asOf = question.asOf ?? job.today }
        return try from(question) { (stand) throws(JournalError) in
            let names = try subjects(of: .orderOpened, knownAt: stand.knownAt) { subject in
                if case .order(let name) = subject { name } else { nil }
            }
            guard let names else { return tooMany }
            var orders: [OrderRecord] = []
            for name in names {
                let facts = try view.logged(.order(name), knownAt: stand.knownAt)
                if let order = OrderRecord(name, facts: facts, asOf: stand.asOf) {
                    orders.append(order)
                }
            }
            var following: [OrderName: OrderName] = [:]
            for order in orders {
                if let former = order.opened.follows { following[former] = order.name }
            }
            var reply = OrdersReply()
            (reply.unit, reply.unitName) = (stand.unit.code, stand.state.name)
            (reply.asOf, reply.rungs) = (stand.asOf, stand.ruleSet.rungs)
            for order in orders where stand.holds(order.unit) {
                if body.open == true, order.closed != nil { continue }
                if body.overdue == true, !order.isOverdue(on: stand.asOf) { continue }
                var message = OrderMessage(order, on: stand.asOf)
                message.unitName = order.unit.flatMap(stand.name)
                if order.closed == nil {
                    message.nextRung = stand.ruleSet.rungs.next(after: order.opened.rung)
                }
                message.followedBy = following[order.name]
                reply.orders.append(message)
            }
            reply.orders.sort { ($0.openedOn!, $0.name!) < ($1.openedOn!, $1.name!) }
            reply.freshness = try freshness(of: stand)
            return request.reply(reply, position: place)
        }
    }

    /// The names under which facts of a kind were logged by then; nil where they are more than an answer
    /// may look at.
    private func subjects<Name: Hashable>(
        of kind: FactKind, knownAt: Position, _ name: (Subject) -> Name?
    ) throws(JournalError) -> Set<Name>? {
        var selection = FactSelection(max: namesMax + 1)
        (selection.kind, selection.knownAt) = (kind, knownAt)
        let rows = try view.facts(selection)
        guard rows.count <= namesMax else { return nil }
        return Set(rows.compactMap { Subject(text: $0.columns.subject).flatMap(name) })
    }

    private var tooMany: [[UInt8]] {
        request.refusal(
            .resourceExhausted, "TOO_MANY_NAMES",
            "more than \(namesMax) were ever logged, or \(unitsMax) units are warned: ask about one "
                + "below; `query.v1/Facts` lists them in pages")
    }
}

/// How the measures stand that units were warned of; the figures of a unit are computed once.
private struct WarnedLamps<View: LedgerView> {
    private var figures: [UnitCode: [Figure]] = [:]

    var unitsSeen: Int { figures.count }

    mutating func now(
        _ warning: WarningRecord, _ answer: Answer<View>, _ stand: Standpoint<View>
    ) throws(JournalError) -> Lamp? {
        guard let measure = warning.issued.measure, let warned = warning.unit.flatMap(stand.at)
        else { return nil }
        if figures[warned.unit.code] == nil {
            figures[warned.unit.code] = try warned.progress()
        }
        let figures = figures[warned.unit.code]!
        let task = figures.first {
            $0.name == .task && $0.measure == measure && $0.grade == .base
        }
        return try task.flatMap { (task) throws(JournalError) in
            try answer.lamp(of: task, among: figures, of: warned)?.lamp
        }
    }
}

/// What somebody was warned of.
private struct Warned: Hashable {
    var unit: UnitCode?
    var measure: Measure?
}

extension OrderMessage {
    fileprivate init(_ order: OrderRecord, on day: CivilDay) {
        self.init()
        (name, unit, opened) = (order.name, order.unit, order.opened)
        (openedOn, closedOn) = (order.openedOn, order.closedOn)
        (outcome, reason) = (order.closed?.outcome, order.closed?.reason)
        answers = order.answers.map { answer in
            var message = OrderAnswerMessage()
            (message.on, message.text) = (answer.on, answer.answered.text)
            (message.evidence, message.position) = (answer.evidence, answer.position.number)
            return message
        }
        overdueDays = Int64(order.overdueDays(on: day))
        isOverdue = order.isOverdue(on: day) ? true : nil
    }
}
