// SPDX-License-Identifier: Apache-2.0
//
// The rounds of units: what is said, what is left out, what comes late, what is mended.
//
// What is said follows from the unit, the report, the month and its edition; a correction is another
// edition. Towns count their entities, parks keep them singly.

import Pipeline
import Seeded

extension SyntheticLedger.Iterator {
    mutating func nextReport() -> Fact? {
        guard let (unit, report) = rounds.next(in: tree) else { return nil }
        let month = rounds.month
        guard report.isMendable else { return routine(unit, report, month) }
        // One in forty says nothing: missing is not zero.
        let chance = random.below(1_000)
        if chance < 25 { return nil }
        if chance < 45, recent.count > 0 { return mendReport() }
        // One in twelve comes weeks after the day that it is about.
        let isLate = !report.isLevel && random.below(12) == 0
        let day = isLate ? day.advanced(by: -random.days(15...40)) : day
        let statement = ReportStatement(unit: unit, report: report, month: month)
        guard let content = statement.content(tree, traits) else { return nil }
        let fact = fact(
            nil, by: tree.codes[unit], on: report.isLevel ? nil : day, content)
        recent.add(RecentReports.Entry(id: fact.id!, statement: statement, day: day))
        return fact
    }

    private mutating func mendReport() -> Fact? {
        let place = random.below(recent.count)
        var entry = recent[place]
        entry.statement.edition += 1
        guard let content = entry.statement.content(tree, traits) else { return nil }
        let unit = tree.codes[entry.statement.unit]
        let day = entry.statement.report.isLevel ? nil : entry.day
        let fact = correction(of: entry.id, nil, by: unit, on: day, content)
        entry.id = fact.id!
        recent[place] = entry
        return fact
    }

    /// Tasks, stocks, names and single entities: always in time, and never mended.
    private func routineDay(_ report: Report) -> CivilDay? { report.isLevel ? nil : day }

    private mutating func routine(_ unit: Int, _ report: Report, _ month: OfficeMonth) -> Fact? {
        let code = tree.codes[unit]
        if let place = report.entityPlace { return entity(unit, place, report, month) }
        let statement = ReportStatement(unit: unit, report: report, month: month)
        guard let content = statement.content(tree, traits) else { return nil }
        let subject = report == .renamed ? code.text : nil
        return fact(subject, by: code, on: routineDay(report), content)
    }

    /// An entity of a park is registered, or struck off a year and a half after.
    private mutating func entity(
        _ unit: Int, _ place: Int, _ report: Report, _ month: OfficeMonth
    ) -> Fact? {
        let isEnd = report == .deregistered
        let number = isEnd ? month.number - 18 : month.number
        let isThere = place == 0 || traits.bits(7, unit) % 3 >= UInt64(place)
        guard number >= 0, isThere else { return nil }
        let isShop = place == 2
        let serial = number * 3 + place
        let code = CreditCode(
            prefix: isShop ? 92 : 91, division: tree.divisionNumber(ofHost: unit),
            body: tree.placeInCounty(ofHost: unit) * 1_000_000 + serial)
        guard !isEnd else {
            var end = EntityDeregistered()
            end.reason = "注销"
            return fact(code.text, by: tree.codes[unit], on: day, .entityDeregistered(end))
        }
        var registered = EntityRegistered()
        registered.category = isShop ? .individualBusiness : .enterprise
        registered.name = "主体\(serial)"
        let day = day.advanced(by: -random.days(0...3))
        return fact(code.text, by: tree.codes[unit], on: day, .entityRegistered(registered))
    }
}

extension CreditCode {
    /// A code of two, six and nine digits, with its check character.
    init(prefix: Int, division: Int, body: Int) {
        let digits = String(
            (UInt64(prefix) * 1_000_000 + UInt64(division)) * 1_000_000_000 + UInt64(body))
        let check = CreditCode.checkCharacter(of: digits + "0")!
        self.init(text: digits + String(UnicodeScalar(check)))!
    }
}
