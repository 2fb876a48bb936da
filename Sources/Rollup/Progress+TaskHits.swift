// SPDX-License-Identifier: Apache-2.0
//
// Measures in money that stand exactly at their task at the end of a month, or on the day asked: to the
// fen, or to the 万元 that is printed.
//
// A measure that came there and stayed is told once, for the first such day after something came.

public import Pipeline

/// A measure that stands at its task.
public struct TaskHit: Hashable, Sendable {
    public var measure: Measure
    public var issuer: String
    public var grade: TaskGrade
    /// The end of the month, or the day asked.
    public var day: CivilDay
    /// The last day by then on which anything came.
    public var lastDay: CivilDay
    public var fen: Int128
    public var taskFen: Int128
    /// The cells that the measure is the sum of.
    public var cells: [CellKey]
}

extension Progress {
    /// The hits of the unit's own tasks, in the order of the tasks and of the days.
    public func taskHits() throws(Source.Failure) -> [TaskHit] {
        var hits: [TaskHit] = []
        for task in try tasks(of: question.unit) {
            guard task.detail.isMoney, task.sum.amount > 0,
                let quantities = task.detail.measure.summedFen
            else { continue }
            let cells = quantities.map {
                CellKey(unit: question.unit, scope: .subtree, quantity: $0)
            }
            var rows: [CellRow] = []
            for cell in cells { rows += try source.rows(cell, days: question.period) }
            hits += try self.hits(of: task, cells, rows)
        }
        return hits
    }

    /// Each month's end is held against the task as it was by then.
    private func hits(
        of task: AnnualTask, _ cells: [CellKey], _ rows: [CellRow]
    ) throws(Source.Failure) -> [TaskHit] {
        let set = CellKey(
            unit: question.unit, scope: .own, quantity: .task, detail: task.detail.text)
        var hits: [TaskHit] = []
        var before = question.period.lowerBound.advanced(by: -1)
        for day in question.asOf.monthEnds(since: question.asOf.firstOfYear) {
            let byThen = rows.filter { $0.bucketDay <= day }
            let fen = byThen.reduce(Int128(0)) { $0 + $1.tally.amount }
            let last = byThen.filter { $0.tally.amount != 0 }.map(\.bucketDay).max()
            let taskFen = try source.addend(set, days: question.allDays.lowerBound...day).amount
            if let last, last > before, taskFen > 0,
                fen.inTenThousands == taskFen.inTenThousands
            {
                hits.append(
                    TaskHit(
                        measure: task.detail.measure, issuer: task.detail.issuer,
                        grade: task.detail.grade, day: day, lastDay: last, fen: fen,
                        taskFen: taskFen, cells: cells))
            }
            before = day
        }
        return hits
    }
}

extension Measure {
    /// The quantities of which a measure in money is the sum, by the day it counts on.
    fileprivate var summedFen: [Quantity]? {
        switch self {
        case .domesticCapital: [.capitalNew, .capitalCarryOver]
        case .newlyStoredInvestment: [.newlyStoredInvestment]
        case .startedInvestment: [.startedInvestment]
        case .signedInvestment: [.signedInvestment]
        default: nil
        }
    }
}

extension Int128 {
    /// An amount of fen in whole 万元, half away from zero, as it is printed.
    fileprivate var inTenThousands: Int128 {
        self < 0 ? -((-self + 500_000) / 1_000_000) : (self + 500_000) / 1_000_000
    }
}
