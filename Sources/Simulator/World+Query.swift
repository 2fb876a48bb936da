// SPDX-License-Identifier: Apache-2.0
//
// The query process: one thread that looks at the ledger database at once.

import Journal
import Wire
import Workers

/// A query front under way.
final class QueryProcess {
    var machine: QueryMachine
    let memory = AnswerMemory()
    init(machine: QueryMachine) { self.machine = machine }
}

extension World {
    func launchQuery() {
        judge.launched(.query)
        query = QueryProcess(machine: QueryMachine(version: "simulated", asksIngest: true))
    }

    func stepQuery(_ input: QueryInput) {
        guard let query else { return }
        if case .received(let frames) = input {
            judge.took(frames, by: .query, at: time(of: .query))
        }
        let outputs = query.machine.step(input, at: time(of: .query))
        act(outputs, of: .query, after: input.name, crash: .queryCrashed) { output in
            switch output {
            case .send(let frames):
                judge.querySends(frames, ledger: ledger)
                judge.gave(frames, by: .query)
                reply(frames, from: .query)
            case .look(let job): stepQuery(look(job, query.memory))
            case .ask(let frames):
                if ingest == nil {
                    stepQuery(.notAsked)
                } else {
                    let launch = launchNumber(of: .query)
                    post(Letter(from: .front, launch: launch, to: .ingest, frames: frames))
                }
            case .notice: break
            }
        }
    }

    private func look(_ job: QueryJob, _ memory: AnswerMemory) -> QueryInput {
        failing(ledger, threat(.ledgerUnreadable, FailurePlan(call: 1))) {
            do throws(JournalError) {
                let result = try ledger.snapshot { (view) throws(JournalError) in
                    try job.run(on: view, memory: memory)
                }
                return .looked(job, result)
            } catch {
                return .lookFailed(job, error)
            }
        }
    }
}

extension QueryInput {
    /// For the report.
    fileprivate var name: String {
        switch self {
        case .received: "received"
        case .looked: "looked"
        case .lookFailed: "lookFailed"
        case .heard: "heard"
        case .notAsked: "notAsked"
        case .tick: "tick"
        }
    }
}
