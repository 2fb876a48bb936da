// SPDX-License-Identifier: Apache-2.0
//
// `review`: what waits for a reviewer, accepted or sent back with a reason.

import ArgumentParser
import Client
import Pipeline
import Present
import Rollup
import Wire

struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "What waits for a reviewer: library entries, capital to verify.",
        subcommands: [Queue.self, Store.self, Verify.self, Return.self],
        defaultSubcommand: Queue.self)

    struct Queue: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists what waits.")

        @Option(help: "Projects of this unit and those below it.")
        var unit: String?
        @Option(help: "STORE or VERIFY.")
        var kind: String?
        @Option(help: "At most so many.")
        var max: Int64 = 500
        @OptionGroup var clocks: ClockOptions
        @OptionGroup var endpoints: EndpointOptions
        @OptionGroup var format: OutputOptions

        func run() throws {
            var request = ReviewQueueRequest()
            request.unit = try parsed(unit, UnitCode.self, "--unit")
            request.kind = try named(kind, ReviewKind.self, "--kind")
            (request.asOf, request.knownAt) = (try clocks.day(), try clocks.past.choice())
            let whole = try Console.pages(
                "query.v1/ReviewQueue", request, upTo: max, from: try endpoints.query(),
                limit: \.max, lines: \ReviewQueueReply.items
            ) { request, page in
                (request.afterProject, request.afterClaim) = (page.next, page.nextClaim)
                request.asOf = page.asOf
                request.knownAt = KnownAtChoice(page.knownAt) ?? request.knownAt
                return page.next != nil
            }
            if format.output == .json { return Printing.json(whole) }
            Printing.queue(whole, format)
        }
    }

    struct Store: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Accepts a project for the library.")

        @Argument(help: "The project.")
        var project: String
        @Option(help: "The unit that reports.")
        var unit: String
        @Option(help: "The day of the entry; by default today.")
        var on: String?
        @Option(help: "The number in the library.")
        var libraryNumber: String?
        @OptionGroup var options: LogOptions

        func run() throws {
            var stored = ProjectStored()
            stored.libraryNumber = libraryNumber
            try options.log(.projectStored(stored), of: project, by: unit, on: on)
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Accepts an arrival of capital, whole or in part.")

        @Argument(help: "The project.")
        var project: String
        @Argument(help: "The claim, as the queue names it.")
        var claim: String
        @Option(help: "What was found, as 600万元.")
        var amount: String
        @Option(help: "The unit that reports.")
        var unit: String
        @Option(help: "The day of the verification; by default today.")
        var on: String?
        @OptionGroup var options: LogOptions

        func run() throws {
            let words = try options.fields(
                ["of=\(claim)", "amount=\(amount)"], below: "capitalVerified")
            try options.log(
                .capitalVerified(CapitalVerified()), of: project, by: unit, on: on, and: words)
        }
    }

    struct Return: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sends an application, or a claim, back to its unit.")

        @Argument(help: "The project.")
        var project: String
        @Option(help: "The claim; by default the application for the library.")
        var claim: String?
        @Option(help: "Why.")
        var reason: String
        @Option(help: "The unit that reports.")
        var unit: String
        @Option(help: "The day; by default today.")
        var on: String?
        @OptionGroup var options: LogOptions

        func run() throws {
            var returned = ReviewReturned()
            returned.reason = reason
            let words = claim.map { [(path: "reviewReturned.of", text: $0)] } ?? []
            try options.log(
                .reviewReturned(returned), of: project, by: unit, on: on, and: words)
        }
    }
}

extension Printing {
    fileprivate static func queue(_ reply: ReviewQueueReply, _ format: OutputOptions) {
        let isChinese = format.language == .zh
        let table = Table(
            headers: isChinese
                ? ["事项", "项目", "名称", "单位", "自", "天数", "金额", "状态", "申报编号"]
                : ["what", "project", "name", "unit", "since", "days", "amount", "state", "claim"],
            rows: reply.items.map { row(of: $0, format.language) })
        if format.output == .csv { return Console.print(table.csv) }
        if reply.items.isEmpty {
            Console.print(isChinese ? "没有待审事项" : "nothing waits")
        } else {
            Console.print(table.text())
        }
        if let next = reply.next {
            Console.print(
                isChinese ? "还有更多，自 \(next.text) 之后" : "there are more, after \(next.text)")
        }
        freshness(reply.freshness, format)
    }

    /// The headings of an office's sheet for what a project can't be stored without.
    private static let chineseFields = [
        "investor": "投资方", "hostUnit": "责任单位", "industry": "行业", "totalInvestment": "总投资",
    ]

    private static func row(of item: ReviewItemMessage, _ language: Language) -> [TableCell] {
        let isChinese = language == .zh
        let state: String
        if let day = item.returnedOn {
            state =
                isChinese
                ? "\(day) 退回：\(item.reason ?? "")" : "sent back on \(day): \(item.reason ?? "")"
        } else if item.lacks.isEmpty {
            state = isChinese ? "待审" : "waits for a reviewer"
        } else {
            state =
                isChinese
                ? "缺" + item.lacks.map { chineseFields[$0] ?? $0 }.joined(separator: "、")
                : "lacks " + item.lacks.joined(separator: ", ")
        }
        let amount = item.amountFen.map {
            MoneyText.text(fen: Int128($0), rounding: Rounding())
        }
        return [
            .text(item.kind?.words(in: language) ?? ""), .text(item.project?.text ?? ""),
            .text(item.projectName ?? ""), .text(item.unitName ?? item.unit?.text ?? ""),
            .text(item.since?.text ?? ""), .number(item.waitingDays.map { "\($0)" } ?? ""),
            .number(amount ?? ""), .text(state), .text(item.claim?.text ?? ""),
        ]
    }
}
