// SPDX-License-Identifier: Apache-2.0
//
// What the commands that log a fact share: who reports, the outbox, waiting for the figures, and how
// the outcome is told. Money is written as a bureau writes it (`--set amount=600万元`).

import ArgumentParser
import Client
import Foundation
import Ledgers
import Pipeline
import Present
import Wire

struct LogOptions: ParsableArguments {
    @Option(help: "The fact's id, to send the same fact again.")
    var id: String?
    @Flag(help: "Return once the fact is in the figures.")
    var wait = false
    @Option(help: "How long to try, as 30s or 5m; by default 30s, and 5s with an outbox.")
    var within: Span?
    @Option(help: "Why it comes only now, where its period is closed.")
    var late: String?
    @OptionGroup var outbox: OutboxOptions
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    /// The id of this fact and of its retries.
    var factID: String { id ?? UUID().uuidString }

    /// Logs the fact and tells what became of it.
    func log(_ fact: Fact) throws {
        var fact = fact
        fact.lateReason = late
        guard let outcome = try send(fact) else { return }
        try report(outcome, fact)
        if wait, let position = outcome.position {
            try Console.awaitFigures(at: position, from: try endpoints.query())
        }
    }

    /// The outcome of the fact; nil where another process delivered it from the outbox.
    private func send(_ fact: Fact) throws -> Outcome? {
        if let folder = try outbox.folder(config: endpoints.config) {
            let post = Post(folder: folder, endpoint: try endpoints.ingest(), format.language)
            return try post.log(fact, within: within?.duration ?? .seconds(5))
        }
        let outcomes = try Console.with(try endpoints.ingest()) {
            try $0.log([fact], within: within?.duration ?? .seconds(30))
        }
        guard let outcome = outcomes.first else { throw ExitCode.unreachable }
        return outcome
    }

    /// Logs what a unit says of a subject on a day; unset, today.
    func log(
        _ content: Content, of subject: String, by unit: String, on day: String?,
        and words: [(path: String, text: String)] = []
    ) throws {
        var fact = Fact()
        fact.content = content
        try assign(
            [
                ("id", factID), ("subject", subject), ("unit", unit),
                ("effectiveOn", day ?? CivilDay.today.text),
            ] + words, to: &fact)
        try log(fact)
    }

    /// Sets fields by their paths; what can't be set is told, and ends the command.
    func assign(_ words: [(path: String, text: String)], to fact: inout Fact) throws {
        do throws(WireError) {
            for (path, text) in words { try fact.assign(path, text) }
        } catch {
            Console.say(Console.line(Violation(error.finding), language: format.language))
            throw ExitCode.refused
        }
    }

    /// `NAME=VALUE` of `--set` as fields below a path. Amounts as a bureau writes them become minor
    /// units and a currency.
    func fields(_ fields: [String], below path: String) throws -> [(path: String, text: String)] {
        try fields.flatMap { field in
            guard let sign = field.firstIndex(of: "=") else {
                throw ValidationError("--set takes NAME=VALUE, not “\(field)”")
            }
            return try spelled(
                "\(path).\(field[..<sign])", String(field[field.index(after: sign)...]))
        }
    }

    private func spelled(_ path: String, _ text: String) throws -> [(path: String, text: String)] {
        guard path.hasSuffix(".amount") || path.hasSuffix(".totalInvestment") else {
            return [(path, text)]
        }
        switch AmountText.parse(text, defaultUnit: nil) {
        case .amount(let money):
            return [
                (path + ".minorUnits", "\(money.minorUnits ?? 0)"),
                (path + ".currency", money.currency?.text ?? "CNY"),
            ]
        case .blank: throw ValidationError("\(path): there is no amount")
        case .refused(let rule, let detail):
            Console.say("\(path): \(detail) (\(rule.rawValue))")
            throw ExitCode.refused
        }
    }

    private func report(_ outcome: Outcome, _ fact: Fact) throws {
        if format.output == .json {
            Console.print(String(decoding: WireCodec.encode(outcome, as: .json), as: UTF8.self))
        }
        let place = outcome.position.map { "\($0)" } ?? "?"
        let id = fact.id?.text ?? ""
        let isChinese = format.language == .zh
        switch outcome.kind {
        case .created:
            Console.say(
                isChinese
                    ? "已入账，第 \(place) 条，编号 \(id)" : "journaled at position \(place), id \(id)")
        case .exists:
            Console.say(
                isChinese ? "早已入账，第 \(place) 条" : "already journaled at position \(place)")
        case .conflict:
            let fields = outcome.fields.joined(separator: ", ")
            Console.say(
                isChinese
                    ? "与第 \(place) 条冲突，不同的字段：\(fields)"
                    : "conflict with position \(place): other \(fields)")
        default: Console.say(isChinese ? "被拒绝，未入账" : "refused; nothing was journaled")
        }
        for finding in outcome.violations + outcome.warnings {
            Console.say("  " + Console.line(finding, language: format.language))
        }
        guard outcome.kind == .created || outcome.kind == .exists else { throw ExitCode.refused }
    }
}
