// SPDX-License-Identifier: Apache-2.0
//
// `orders`: supervision orders (督办), opened with an owner and a day, answered with evidence, closed, or
// escalated along the ladder that the rule set names.

import ArgumentParser
import Client
import Foundation
import Pipeline
import Present
import Wire

struct OrdersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders",
        abstract: "Supervision orders: what was ordered, what is overdue, what follows.",
        subcommands: [List.self, Open.self, Answer.self, Close.self, Escalate.self],
        defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the orders of a unit.")

        @OptionGroup var about: QuestionOptions
        @Flag(help: "Only those that are not closed.")
        var open = false
        @Flag(help: "Only those that are open, unanswered and past their day.")
        var overdue = false
        @OptionGroup var endpoints: EndpointOptions
        @OptionGroup var format: OutputOptions

        func run() throws {
            let reply = try OrdersReply.asked(
                about, open: open, overdue: overdue, endpoints, format)
            if format.output == .json { return Printing.json(reply) }
            Printing.orders(reply, format)
        }
    }

    struct Open: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Opens an order.")

        @Argument(help: "The name of the order, as 2024-06-1; without blanks.")
        var name: String
        @Option(help: "The unit ordered.")
        var unit: String
        @Option(help: "What is to be done.")
        var what: String
        @Option(help: "Who answers for it, by name.")
        var owner: String
        @Option(help: "The day by which it is to be answered; by default as the rung says.")
        var due: String?
        @Option(help: "The rung of the ladder; by default the first.")
        var rung: String?
        @Option(help: "The warning that it follows from.")
        var warning: String?
        @Option(help: "The unit that orders; by default the one ordered.")
        var by: String?
        @OptionGroup var act: OrderAct
        @OptionGroup var options: LogOptions

        func run() throws {
            let day = try act.day()
            let ladder = try act.ladder(on: day, options)
            let named = rung.flatMap { name in ladder.first { $0.name == name } }
            if let rung, named == nil {
                let names = ladder.compactMap(\.name).joined(separator: ", ")
                throw ValidationError("--rung: “\(rung)” is none of \(names)")
            }
            let chosen = named ?? ladder.first
            var opened = OrderOpened()
            opened.unit = try parsed(unit, UnitCode.self, "--unit")
            (opened.what, opened.owner, opened.rung) = (what, owner, chosen?.name)
            opened.warning = try parsed(warning, WarningName.self, "--warning")
            opened.dueOn =
                try parsed(due, CivilDay.self, "--due")
                ?? chosen?.days.flatMap { day.advanced(byDays: $0) }
            try options.log(.orderOpened(opened), of: name, by: by ?? unit, on: day.text)
        }
    }

    struct Answer: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Answers an order; an answer without evidence is taken with a warning.")

        @Argument(help: "The name of the order.")
        var name: String
        @Option(help: "What was done.")
        var text: String
        @Option(help: "The unit that answers.")
        var unit: String
        @Option(help: "The kind of what vouches for it, as 照片.")
        var evidenceKind: String?
        @Option(help: "Its number.")
        var evidenceNumber: String?
        @OptionGroup var act: OrderAct
        @OptionGroup var options: LogOptions

        func run() throws {
            var answered = OrderAnswered()
            answered.text = text
            var words: [(path: String, text: String)] = []
            if let evidenceKind { words.append(("evidence[0].kind", evidenceKind)) }
            if let evidenceNumber { words.append(("evidence[0].number", evidenceNumber)) }
            try options.log(
                .orderAnswered(answered), of: name, by: unit, on: act.on, and: words)
        }
    }

    struct Close: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Closes an order.")

        @Argument(help: "The name of the order.")
        var name: String
        @Option(help: "DONE or DROPPED.")
        var outcome: String = OrderOutcome.done.rawValue
        @Option(help: "Why; needed unless it was done.")
        var reason: String?
        @Option(help: "The unit that reports.")
        var unit: String
        @OptionGroup var act: OrderAct
        @OptionGroup var options: LogOptions

        func run() throws {
            var closed = OrderClosed()
            closed.outcome = try named(outcome, OrderOutcome.self, "--outcome")
            closed.reason = reason
            try options.log(.orderClosed(closed), of: name, by: unit, on: act.on)
        }
    }
}

/// What the commands about one order share.
struct OrderAct: ParsableArguments {
    @Option(help: "The day; by default today.")
    var on: String?

    func day() throws -> CivilDay { try parsed(on, CivilDay.self, "--on") ?? CivilDay.today }

    /// The rungs in force on a day.
    func ladder(on day: CivilDay, _ options: LogOptions) throws -> [OrderRung] {
        var request = RuleSetRequest()
        request.asOf = day
        let reply = try Console.with(try options.endpoints.query()) {
            try $0.call("query.v1/RuleSet", request, as: RuleSetReply.self)
        }
        return reply.holds?.rungs ?? []
    }
}

extension CivilDay {
    /// The day so many days later; nil where it is no civil day of ours.
    func advanced(byDays days: Int64) -> CivilDay? {
        Int(exactly: days).map { advanced(by: $0) }
    }
}

extension OrdersReply {
    static func asked(
        _ about: QuestionOptions, open: Bool, overdue: Bool, _ endpoints: EndpointOptions,
        _ format: OutputOptions
    ) throws -> OrdersReply {
        var request = OrdersRequest()
        request.question = try about.question(format)
        request.open = open ? true : nil
        request.overdue = overdue ? true : nil
        return try Console.with(try endpoints.query()) {
            try $0.call("query.v1/Orders", request, as: OrdersReply.self)
        }
    }
}

extension Printing {
    fileprivate static func orders(_ reply: OrdersReply, _ format: OutputOptions) {
        let isChinese = format.language == .zh
        let table = Table(
            headers: isChinese
                ? ["督办", "层级", "单位", "事项", "责任人", "下达", "期限", "状态", "逾期天数", "答复"]
                : [
                    "order", "rung", "unit", "what", "owner", "opened", "due", "state",
                    "days late", "answer",
                ], rows: reply.orders.map { row(of: $0, format.language) })
        if format.output == .csv { return Console.print(table.csv) }
        Console.print(title(reply.unitName, reply.unit, reply.asOf, format.language))
        if reply.orders.isEmpty {
            Console.print(isChinese ? "没有督办事项" : "no orders")
        } else {
            Console.print(table.text())
        }
        if reply.orders.contains(where: { $0.isOverdue == true }) {
            Console.print(
                isChinese
                    ? "升级：groundbreak orders escalate --overdue"
                    : "to escalate: groundbreak orders escalate --overdue")
        }
        freshness(reply.freshness, format)
    }

    private static func row(of order: OrderMessage, _ language: Language) -> [TableCell] {
        let late = order.overdueDays ?? 0
        let answer = order.answers.last.map { "\($0.on?.text ?? "") \($0.text ?? "")" }
        return [
            .text(order.name?.text ?? ""), .text(order.opened?.rung ?? ""),
            .text(order.unitName ?? order.unit?.text ?? ""), .text(order.opened?.what ?? ""),
            .text(order.opened?.owner ?? ""), .text(order.openedOn?.text ?? ""),
            .text(order.opened?.dueOn?.text ?? ""), .text(state(of: order, language)),
            .number(late > 0 ? "\(late)" : ""), .text(answer ?? ""),
        ]
    }

    private static func state(of order: OrderMessage, _ language: Language) -> String {
        let isChinese = language == .zh
        if let outcome = order.outcome {
            let next = order.followedBy.map { " → \($0.text)" } ?? ""
            return outcome.words(in: language) + next
        }
        if order.isOverdue == true { return isChinese ? "逾期未答复" : "overdue" }
        return order.answers.isEmpty
            ? (isChinese ? "办理中" : "open") : (isChinese ? "已答复，待办结" : "answered, to be closed")
    }
}
