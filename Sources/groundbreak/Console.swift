// SPDX-License-Identifier: Apache-2.0
//
// What commands share at the terminal: data to standard output, messages to standard error, a call
// to a worker with its failures turned into sentences and exit codes.

import ArgumentParser
import Client
import Foundation
import Pipeline
import Present
import Wire
import ZeroMQ

enum Console {
    /// Data.
    static func print(_ text: String) {
        FileHandle.standardOutput.write(Data((text.hasSuffix("\n") ? text : text + "\n").utf8))
    }

    /// A message.
    static func say(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// A line that the next one replaces, on a terminal only.
    static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }

    /// Runs `body` with a client; its failures become a sentence and an exit code.
    static func with<Result>(
        _ endpoint: String, _ body: (borrowing Client) throws -> Result
    ) throws -> Result {
        let context = try Context()
        defer { _ = try? context.terminate(within: .seconds(1)) }
        do {
            let client = try Client(
                endpoint, context: context, name: "groundbreak/\(programVersion)")
            return try body(client)
        } catch let error as ClientError {
            throw explain(error)
        }
    }

    /// Whether a worker answers within two seconds.
    static func answers(_ endpoint: String) -> Bool {
        guard let context = try? Context() else { return false }
        defer { _ = try? context.terminate(within: .seconds(1)) }
        guard let client = try? Client(endpoint, context: context, name: "groundbreak") else {
            return false
        }
        let hello = try? client.call(
            "sys.v1/Hello", HelloRequest(), as: HelloReply.self, within: .seconds(2))
        return hello != nil
    }

    /// Waits until the figures hold a position; says so when they do not in time.
    static func awaitFigures(at position: Int64, from endpoint: String) throws {
        var question = UnitsRequest()
        question.atLeastPosition = position
        do {
            _ = try with(endpoint) {
                try $0.call(
                    "query.v1/Units", question, as: UnitsReply.self, within: .seconds(30))
            }
        } catch is ExitCode {
            say("journaled, but not in the figures yet")
        }
    }

    private static func explain(_ error: ClientError) -> ExitCode {
        switch error {
        case .noAnswer(let endpoint):
            say("no worker answers at \(endpoint); is `groundbreak serve` running?")
            return .unreachable
        case .declined(let header):
            say("\(header.reason ?? "declined"): \(header.message ?? "no reason given")")
            for violation in header.violations { say("  " + line(violation, language: .en)) }
            return header.status == .notFound ? .noSuchThing : .refused
        case .notUnderstood(let detail):
            say("the answer can't be understood: \(detail)")
            return .unreachable
        case .tooLarge(let index):
            say("body \(index) is larger than a frame may be, 4 MiB; nothing was sent")
            return .refused
        case .connection(let error):
            say(error.description)
            return .unreachable
        case .outbox(let error): return explain(error)
        }
    }

    /// What the outbox's files declined.
    static func explain(_ error: OutboxError) -> ExitCode {
        say(error.description)
        switch error.kind {
        case .busy: return .kept
        case .tooLarge: return .refused
        case .damaged, .full, .failed: return .unreadable
        }
    }

    /// `path: sentence (rule)`.
    static func line(_ violation: Violation, language: Language) -> String {
        let words = violation.rule.flatMap(Rule.init(rawValue:))?.words(in: language)
        // The worker's detail names values but is English; in Chinese the rule's own words stand.
        var sentence =
            language == .zh ? words ?? violation.detail : violation.detail ?? words
        // Of a hole the place is a formula, and the point of the matter.
        if language == .zh, let rule = violation.rule, let detail = violation.detail,
            [Rule.lampGap.rawValue, Rule.lampOverlap.rawValue].contains(rule)
        {
            sentence = "\(words ?? "")\(detail)"
        }
        let place = violation.path.flatMap { $0.isEmpty ? nil : $0 + ": " } ?? ""
        let other = violation.position.map { language == .zh ? "第 \($0) 条：" : "position \($0): " }
        return "\(place)\(other ?? "")\(sentence ?? "") (\(violation.rule ?? "?"))"
    }
}
