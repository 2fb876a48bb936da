// SPDX-License-Identifier: Apache-2.0
//
// `close` and `reopen`: a period whose figures are told, and one that is open again. What is logged of
// a closed period's days needs `--late REASON`.

import ArgumentParser
import Client
import Foundation
import Pipeline
import Wire

struct CloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Closes a period: what comes later says why, and shows apart.",
        discussion: "It holds for the unit and all units below it.")

    @OptionGroup var period: PeriodOptions
    @Option(help: "A remark on the closing.")
    var reason: String?
    @OptionGroup var options: LogOptions

    func run() throws {
        var closed = PeriodClosed()
        (closed.unit, closed.reason) = (try period.code(), reason)
        (closed.from, closed.to) = try period.days()
        try period.log(.periodClosed(closed), options)
    }
}

struct ReopenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Opens a closed period again.")

    @OptionGroup var period: PeriodOptions
    @Option(help: "Why.")
    var reason: String
    @OptionGroup var options: LogOptions

    func run() throws {
        var open = PeriodReopened()
        (open.unit, open.reason) = (try period.code(), reason)
        (open.from, open.to) = try period.days()
        try period.log(.periodReopened(open), options)
    }
}

struct PeriodOptions: ParsableArguments {
    @Argument(
        help:
            "A year, half, quarter, month or span: 2024, 2024H1, 2024Q2, 2024-06, 2024-06-01..2024-06-30."
    )
    var period: String
    @Option(help: "The unit whose period it is, and which reports.")
    var unit: String
    @Option(help: "The day of closing or opening; by default today.")
    var on: String?

    fileprivate func code() throws -> UnitCode? { try parsed(unit, UnitCode.self, "--unit") }

    fileprivate func days() throws -> (CivilDay, CivilDay) {
        guard let days = CivilDay.days(of: period) else {
            throw ValidationError("“\(period)” is no year, half, quarter, month or span of days")
        }
        return days
    }

    fileprivate func log(_ content: Content, _ options: LogOptions) throws {
        var fact = Fact()
        fact.unit = try code()
        fact.content = content
        fact.effectiveOn = try parsed(on, CivilDay.self, "--on") ?? .today
        try options.assign([("id", options.factID)], to: &fact)
        try options.log(fact)
    }
}

extension CivilDay {
    /// By this machine's clock, in UTC+8.
    static var today: CivilDay {
        Moment(microseconds: Int64(Date().timeIntervalSince1970) * 1_000_000).civilDay
    }

    /// The first and the last day of a period as a person writes it.
    static func days(of text: String) -> (CivilDay, CivilDay)? {
        let ends = text.components(separatedBy: "..")
        if ends.count == 2, let from = CivilDay(text: ends[0]), let to = CivilDay(text: ends[1]) {
            return from <= to ? (from, to) : nil
        }
        guard let year = Int(text.prefix(4)) else { return nil }
        let part = text.dropFirst(4)
        let months: ClosedRange<Int>?
        switch (part.first, Int(part.dropFirst())) {
        case (nil, _): months = 1...12
        case ("H", let half?) where (1...2).contains(half): months = half * 6 - 5...half * 6
        case ("Q", let quarter?) where (1...4).contains(quarter):
            months = quarter * 3 - 2...quarter * 3
        case ("-", let month?) where (1...12).contains(month) && part.count == 3:
            months = month...month
        default: months = nil
        }
        guard let months, let from = CivilDay(year: year, month: months.lowerBound, day: 1),
            let last = CivilDay(year: year, month: months.upperBound, day: 1)
        else { return nil }
        return (from, last.lastOfMonth)
    }
}
