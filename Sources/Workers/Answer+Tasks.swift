// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Tasks`: the figures of Progress that follow from a task, one row a task, with its owner
// and its lamp.

import Journal
import Pipeline
import Rollup
import Wire

extension Answer {
    func tasks(_ body: TasksRequest) throws(JournalError) -> [[UInt8]] {
        let question = body.question ?? ProgressRequest()
        return try from(question) { (stand) throws(JournalError) in
            try tasks(body, question, from: stand)
        }
    }

    private func tasks(
        _ body: TasksRequest, _ question: ProgressRequest, from stand: Standpoint<View>
    ) throws(JournalError) -> [[UInt8]] {
        let style = Style(question, stand.ruleSet)
        var reply = TasksReply()
        (reply.unit, reply.unitName, reply.asOf) = (stand.unit.code, stand.state.name, stand.asOf)
        for stand in [stand] + (question.children == true ? stand.children : []) {
            reply.tasks += try tasks(of: stand, style: style)
        }
        reply.freshness = try freshness(of: stand, for: question)
        return request.reply(reply, position: place)
    }

    func tasks(
        of stand: Standpoint<View>, style: Style
    ) throws(JournalError) -> [TaskMessage] {
        let figures = try stand.progress()
        var rows: [TaskMessage] = []
        for task in figures where task.name == .task {
            let following = figures.filter { figure in
                figure.grade != nil && figure.measure == task.measure
                    && figure.grade == task.grade && figure.issuer == task.issuer
            }
            let done = figures.first {
                $0.grade == nil && $0.isActual(of: task.measure, since: stand.asOf.firstOfYear)
            }
            var row = TaskMessage()
            (row.unit, row.unitName) = (stand.unit.code, stand.state.name)
            (row.measure, row.issuer, row.grade) = (task.measure, task.issuer, task.grade)
            row.owner = try owner(of: task, of: stand)
            row.lamp = stand.ruleSet.lamp(
                among: figures, of: task, dueOn: row.owner?.dueOn, asOf: stand.asOf
            ).map(LampMessage.init)
            row.figures = messages(
                [done].compactMap(\.self) + following, of: stand, style: style)
            rows.append(row)
        }
        return rows
    }
}

extension Figure {
    /// Whether it says what a measure came to; a month's indicator says nothing of the year.
    fileprivate func isActual(of measure: Measure?, since first: CivilDay) -> Bool {
        guard let measure else { return false }
        guard name == .indicator else { return name.rawValue == measure.text }
        return self.measure == measure && from == first
    }
}
