// SPDX-License-Identifier: Apache-2.0
//
// `orders escalate`: an order is closed as escalated and one of the next rung opened, both or neither.
//
// Of an order of the highest rung the next one is of the same: no overdue order runs out of ladder.

import ArgumentParser
import Client
import Foundation
import Pipeline
import Present
import Wire

extension OrdersCommand {
    struct Escalate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Escalates an order, or all that are overdue, to the next rung.",
            discussion: """
                The new order has the old one's name with -2, -3 …, its owner and what is to be done, and the \
                days of its rung from the day of escalation.
                """)

        @Argument(help: "The name of the order.")
        var name: String?
        @Flag(help: "All that are open, unanswered and past their day.")
        var overdue = false
        @Option(help: "Why; needed unless the order is overdue.")
        var reason: String?
        @OptionGroup var about: QuestionOptions
        @Flag(help: "Show, send nothing.")
        var dryRun = false
        @OptionGroup var endpoints: EndpointOptions
        @OptionGroup var format: OutputOptions

        func validate() throws {
            if (name == nil) != overdue {
                throw ValidationError("name an order, or say --overdue")
            }
        }

        func run() throws {
            let reply = try OrdersReply.asked(
                about, open: true, overdue: overdue, endpoints, format)
            let chosen = reply.orders.filter { overdue || $0.name?.text == name }
            let isChinese = format.language == .zh
            if let name, chosen.isEmpty {
                Console.say(isChinese ? "没有未办结的督办 \(name)" : "no order \(name) is open")
                throw ExitCode.noSuchThing
            }
            if reason == nil, chosen.contains(where: { $0.isOverdue != true }) {
                throw ValidationError("the order is not overdue: say why with --reason")
            }
            if chosen.isEmpty {
                return Console.say(isChinese ? "没有逾期的督办" : "no order is overdue")
            }
            let pairs = chosen.map { facts(of: $0, reply) }
            if dryRun {
                for pair in pairs {
                    if case .orderOpened(let order)? = pair[1].content {
                        Console.print(
                            "\(pair[0].subject ?? "") → \(pair[1].subject ?? "") "
                                + "\(order.rung ?? "") \(order.dueOn?.text ?? "")")
                    }
                }
                return
            }
            try send(pairs)
        }

        /// Each pair by itself, so that one that is refused keeps no other one back.
        private func send(_ pairs: [[Fact]]) throws {
            var outcomes: [Outcome] = []
            try Console.with(try endpoints.ingest()) { client in
                for pair in pairs { outcomes += try client.log(pair, allOrNothing: true) }
            }
            try Printing.outcomes(outcomes, of: pairs.flatMap(\.self), format)
        }

        private func facts(of order: OrderMessage, _ reply: OrdersReply) -> [Fact] {
            var closed = OrderClosed()
            closed.outcome = .escalated
            let due = order.opened?.dueOn?.text ?? ""
            closed.reason =
                reason ?? (format.language == .zh ? "\(due) 到期未答复" : "due on \(due), not answered")
            var opened = order.opened ?? OrderOpened()
            (opened.unit, opened.follows) = (order.unit, order.name)
            opened.rung = order.nextRung?.name
            opened.dueOn = order.nextRung?.days.flatMap { reply.asOf?.advanced(byDays: $0) }
            return [
                (order.name?.text, Content.orderClosed(closed)),
                (next(order), .orderOpened(opened)),
            ]
            .map { subject, content in
                var fact = Fact()
                fact.id = FactID(text: UUID().uuidString)
                (fact.subject, fact.content) = (subject, content)
                (fact.unit, fact.effectiveOn) = (reply.unit, reply.asOf)
                return fact
            }
        }

        /// The order's name with the next number: D, D-2, D-3.
        private func next(_ order: OrderMessage) -> String {
            let name = order.name?.text ?? ""
            guard order.opened?.follows != nil, let dash = name.lastIndex(of: "-"),
                let number = Int(name[name.index(after: dash)...])
            else { return "\(name)-2" }
            return "\(name[..<dash])-\(number + 1)"
        }
    }
}
