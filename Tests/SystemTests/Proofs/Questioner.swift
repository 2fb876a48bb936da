// SPDX-License-Identifier: Apache-2.0
//
// Someone who asks how far the unit is, again and again, while workers die.
//
// Law: every answer names the cursor that its figures rest on, and cursors never fall from one
// answer to the next. Whether the figures are right is told at the end, when it is known which fact
// stands at which position.

import Client
import Dispatch
import Foundation
import Pipeline
import Synchronization
import Testing
import Wire
import ZeroMQ

/// A client of the query front under way.
final class Questioner: Sendable {
    /// What was answered.
    struct Answer: Sendable {
        let position: Int64
        let sums: Sums
    }

    private struct State {
        var answers: [Answer] = []
        var unanswered = 0
        var failure: String?
        var isEnding = false
    }

    private let endpoint: String
    private let state = Mutex(State())
    private let ended = DispatchSemaphore(value: 0)

    private init(_ endpoint: String) { self.endpoint = endpoint }

    /// Runs the body while someone asks.
    ///
    /// - Returns: the answers, in order, and how often there was none.
    static func use(
        _ endpoint: String, _ body: () throws -> Void
    ) throws -> (answers: [Answer], unanswered: Int) {
        let questioner = Questioner(endpoint)
        Thread.detachNewThread { questioner.run() }
        do {
            defer {
                questioner.state.withLock { $0.isEnding = true }
                if questioner.ended.wait(timeout: .now() + patience.dispatch) == .timedOut {
                    Issue.record("the questioner does not end")
                }
            }
            try body()
        }
        return try questioner.state.withLock { state in
            if let failure = state.failure { throw Unexpected(failure) }
            return (state.answers, state.unanswered)
        }
    }

    private func run() {
        defer { ended.signal() }
        do {
            let context = try Context()
            defer { _ = try? context.terminate(within: .seconds(5)) }
            let client = try Client(endpoint, context: context, name: "questioner")
            while !state.withLock({ $0.isEnding }) { try ask(client) }
        } catch {
            state.withLock { $0.failure = "questioner: \(error)" }
        }
    }

    private func ask(_ client: borrowing Client) throws {
        let reply: ProgressReply
        do throws(ClientError) {
            var question = ProgressRequest()
            question.unit = Projects.unit
            question.asOf = Projects.asOf
            reply = try client.call(
                "query.v1/Progress", question, as: ProgressReply.self, within: .milliseconds(300))
        } catch {
            guard error.isTransient else { throw error }
            return state.withLock { $0.unanswered += 1 }
        }
        guard let position = reply.freshness?.cursor else { throw Unexpected("no cursor") }
        guard reply.figures.allSatisfy({ $0.knownAt?.position == position }) else {
            throw Unexpected("figures of another position than \(position)")
        }
        let answer = Answer(position: position, sums: try Sums(reply.figures))
        try state.withLock { state in
            if let last = state.answers.last, last.position > position {
                throw Unexpected("the cursor fell from \(last.position) to \(position)")
            }
            state.answers.append(answer)
        }
    }
}

extension [Questioner.Answer] {
    /// The first answer that is not what the facts up to its cursor add up to.
    func firstWrong(given facts: [Acknowledged]) -> String? {
        let (positions, sums) = facts.running
        var index = 0
        for answer in self {
            while index < positions.count, positions[index] <= answer.position { index += 1 }
            let wanted = index == 0 ? Sums() : sums[index - 1]
            if answer.sums != wanted { return "\(answer) is not \(wanted)" }
        }
        return nil
    }
}
