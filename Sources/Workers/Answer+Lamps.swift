// SPDX-License-Identifier: Apache-2.0
//
// The lamp of a task beside its figures, and `query.v1/RuleSet`: by which rules it burns.

import Journal
import Pipeline
import Present
import Rollup
import Wire

extension Answer {
    /// Who answers for a task on the day.
    func owner(
        of task: Figure, of stand: Standpoint<View>
    ) throws(JournalError) -> OwnerAssigned? {
        guard let measure = task.measure, let issuer = task.issuer, let grade = task.grade else {
            return nil
        }
        let key = TaskKey(
            measure: measure, unit: stand.unit.code, year: stand.asOf.year, issuer: issuer,
            grade: grade)
        func find() throws(JournalError) -> OwnerAssigned? {
            let facts = try view.logged(.task(key), knownAt: stand.knownAt)
            return OwnerAssigned.inForce(of: facts, by: stand.asOf)
        }
        guard stand.knownAt == view.cursor.position else { return try find() }
        let place = AnswerMemory.TaskDay(task: key, day: stand.asOf)
        return try memory.once(\.owners, place, at: view.cursor, find)
    }

    /// The lamp of a figure's task: of its own where it is of one, else of the first base task of the
    /// measure that it is.
    func lamp(
        of figure: Figure, among figures: [Figure], of stand: Standpoint<View>
    ) throws(JournalError) -> LampMessage? {
        let measure = figure.name.isOfMeasure ? figure.measure : Measure(text: figure.name.rawValue)
        let task = figures.first { task in
            task.name == .task && task.measure == measure
                && task.grade == figure.grade ?? .base
                && (figure.issuer == nil || task.issuer == figure.issuer)
        }
        guard let task else { return nil }
        let owner = try owner(of: task, of: stand)
        return stand.ruleSet.lamp(
            among: figures, of: task, dueOn: owner?.dueOn, asOf: stand.asOf
        ).map(LampMessage.init)
    }

    func ruleSet(_ body: RuleSetRequest) throws(JournalError) -> [[UInt8]] {
        let day = body.asOf ?? job.today
        let ruleSet = try ruleSet(asOf: day, knownAt: known[0])
        var holds = RuleSetAdopted()
        holds.cohort = ruleSet.cohort ?? .newlyStored
        holds.rounding = ruleSet.rounding ?? .halfUp
        let standard = Rounding()
        holds.percentDecimals = Int64(ruleSet.percentDecimals ?? standard.percentDecimals)
        holds.pointsDecimals = Int64(ruleSet.pointsDecimals ?? standard.pointsDecimals)
        (holds.lamps, holds.rungs) = (ruleSet.lamps, ruleSet.rungs)
        holds.title = ruleSet.title
        var reply = RuleSetReply()
        (reply.name, reply.asOf, reply.holds) = (ruleSet.name.text, day, holds)
        (reply.knownAt, reply.freshness) = (knownAt, freshness)
        return request.reply(reply, position: place)
    }
}

extension LampMessage {
    init(_ reading: LampReading) {
        self.init()
        (lamp, rule, overdueDays) = (reading.lamp, reading.rule, Int64(reading.overdueDays))
    }
}
