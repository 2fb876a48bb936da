// SPDX-License-Identifier: Apache-2.0
//
// What the monthly review asks, at the end of a run: lamps, ranks, who has reported, projections; now and
// at two moments of the past, held against a naive reading of the facts known then.
//
// The figures that they rest on are judged elsewhere (`Judge+Figures.swift`); here they are counted by the
// oracle, and what follows from them by plain words: a rank is one more than the peers that are better.

import Journal
import Pipeline
import Rollup
import Wire
import Workers

extension Judge {
    func checkReview<View: LedgerView>(_ view: View) throws(JournalError) {
        let days = facts.compactMap(\.fact.dayOfEffect).sorted()
        for part in 1...3 where !days.isEmpty {
            let (known, asOf) = (facts.count * part / 3, days[(days.count - 1) * (4 - part) / 3])
            guard known > 0, let root = UnitCode(text: "A") else { continue }
            var question = ProgressRequest()
            (question.unit, question.asOf, question.children) = (root, asOf, true)
            question.knownAt = KnownAtChoice()
            question.knownAt?.position = Int64(known)
            var desk = ReviewQuestions(view: view)
            let naive = NaiveReview(Array(facts.prefix(known)), asOf: asOf)
            try checkLamps(&desk, question, naive)
            try checkRanks(&desk, question, naive)
            try checkReports(&desk, question, naive)
            try checkProjections(&desk, question, naive)
        }
    }

    private func checkLamps<View: LedgerView>(
        _ desk: inout ReviewQuestions<View>, _ question: ProgressRequest, _ naive: NaiveReview
    ) throws(JournalError) {
        var body = TasksRequest()
        body.question = question
        guard let reply: TasksReply = try desk.ask("query.v1/Tasks", body) else { return }
        for task in reply.tasks {
            let lamp = naive.lamp(of: task)
            if task.lamp?.lamp != lamp {
                fail(.wrongReview, "\(naive.words): \(task.lamp?.lamp?.rawValue ?? "no lamp")")
            }
        }
    }

    private func checkRanks<View: LedgerView>(
        _ desk: inout ReviewQuestions<View>, _ question: ProgressRequest, _ naive: NaiveReview
    ) throws(JournalError) {
        for name in [FigureName.newlyStored, .domesticCapital] {
            var body = RankingRequest()
            (body.question, body.figure) = (question, FigureChoice())
            body.figure?.measure = name.rawValue
            guard let reply: RankingReply = try desk.ask("query.v1/Ranking", body) else { continue }
            for group in reply.groups {
                let numbers = group.rows.map { naive.number(name, of: $0.unit!) }
                for (row, own) in zip(group.rows, numbers) {
                    let better = numbers.count { $0 > own }
                    let equal = numbers.count { $0 == own }
                    if row.rank != Int64(better + 1) || (row.isTied == true) != (equal > 1) {
                        fail(.wrongReview, "\(naive.words): \(row.unit!.text) by \(name)")
                    }
                }
            }
        }
    }

    private func checkReports<View: LedgerView>(
        _ desk: inout ReviewQuestions<View>, _ question: ProgressRequest, _ naive: NaiveReview
    ) throws(JournalError) {
        var body = CompletenessRequest()
        body.question = question
        guard let reply: CompletenessReply = try desk.ask("query.v1/Completeness", body) else {
            return
        }
        let units = reply.completeness?.units ?? []
        if Set(units.map(\.unit!)) != naive.expected(below: question.unit!) {
            fail(.wrongReview, "\(naive.words): other units are to report")
        }
        for unit in units where unit.hasReported != naive.hasReported(unit.unit!) {
            fail(.wrongReview, "\(naive.words): \(unit.unit!.text) and its report")
        }
    }

    private func checkProjections<View: LedgerView>(
        _ desk: inout ReviewQuestions<View>, _ question: ProgressRequest, _ naive: NaiveReview
    ) throws(JournalError) {
        var body = ProjectionsRequest()
        (body.question, body.measure) = (question, .domesticCapital)
        guard let reply: ProjectionsReply = try desk.ask("query.v1/Projections", body) else {
            return
        }
        for row in reply.projections where row.method == .trend {
            let told = row.projected?.numerator.flatMap { Int128($0) }
            let wanted = naive.projectedTimesMonths(of: row.unit!)
            if told != wanted?.sum || row.projected?.denominator != wanted.map({ "\($0.months)" }) {
                fail(.wrongReview, "\(naive.words): \(row.unit!.text) is to come to \(told ?? -1)")
            }
        }
    }
}

/// A front of its own, asked at once.
private struct ReviewQuestions<View: LedgerView> {
    let view: View
    private var machine = QueryMachine(version: "judge")

    init(view: View) { self.view = view }

    /// The answer; nil where the question was refused.
    mutating func ask<Body: Record, Reply: Record>(
        _ method: String, _ body: Body
    ) throws(JournalError) -> Reply? {
        var header = Header()
        (header.kind, header.method) = (.request, method)
        let envelope = Envelope(
            encoding: .protobuf, header: header,
            bodies: [WireCodec.encode(body, as: .protobuf)])
        let time = Time(
            wall: Moment(startOf: CivilDay(text: "2199-01-01")!), steadyMilliseconds: 0)
        var inputs = [QueryInput.received([[7]] + envelope.frames)]
        while let input = inputs.popLast() {
            for output in machine.step(input, at: time) {
                switch output {
                case .look(let job): inputs.append(.looked(job, try job.run(on: view)))
                case .send(let frames):
                    guard let answer = try? Envelope(frames: frames),
                        answer.header.status == .ok
                    else { return nil }
                    return try? answer.body(Reply.self)
                case .ask, .notice: break
                }
            }
        }
        return nil
    }
}
