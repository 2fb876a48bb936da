// SPDX-License-Identifier: Apache-2.0
//
// What the front says, held against the oracle's count of the facts up to the answer's known-at; and
// the ledger database's cells and their past, at the end.

import Journal
import Pipeline
import Rollup
import Wire
import Workers

extension Judge {
    /// The ledger database is built anew.
    func ledgerLost() { cursor = .origin }

    /// A commit of the rollup ended.
    func folded(_ ledger: MemoryLedger) {
        let now = ledger.current.cursor.position
        if now < cursor || now.number > facts.count {
            fail(.wrongCursor, "\(now) after \(cursor), the journal ends at \(facts.count)")
        }
        cursor = now
    }

    /// A message of the front, as it leaves.
    func querySends(_ frames: [[UInt8]], ledger: MemoryLedger) {
        guard countsFigures, let envelope = try? Envelope(frames: frames),
            envelope.header.method == "query.v1/Progress", let id = envelope.header.requestId,
            let question = questions[id], let unit = question.unit
        else { return }
        guard envelope.header.status == .ok else {
            let isKnown =
                question.knownAt == nil
                && ledger.current.units().contains { $0.code == unit }
            if envelope.header.status == .notFound, isKnown {
                fail(.wrongFigure, "unit \(unit.text) was not found")
            }
            return
        }
        guard let reply = try? envelope.body(ProgressReply.self), let day = reply.asOf,
            let cursor = envelope.header.position?.cursor, cursor <= facts.count
        else { return fail(.wrongFigure, "an answer without as-of or known-at") }
        let knownAt = position(of: question.knownAt, upTo: cursor)
        answersJudged += 1
        if let wanted = question.atLeastPosition, cursor < wanted {
            fail(.tooEarly, "known at \(cursor), asked for \(wanted)")
        }
        let days = question.asOf.map { [$0] } ?? usualDays(of: frames, knownAt)
        if !days.contains(day) { fail(.wrongFigure, "as of \(day), not \(days)") }
        let count = Recount(Array(facts.prefix(Int(knownAt))), asOf: day)
        checkFrame(reply, knownAt, cursor, ledger, count)
        let known = Asked(
            unit: unit, asOf: day, cohort: question.cohort, bundles: question.bundles,
            tree: question.tree, knownAt: knownAt)
        check(reply.figures, known, by: count)
        if question.children == true { checkChildren(reply, known, count) }
    }

    /// What a known-at stands for in a ledger database that ends at a position.
    private func position(of choice: KnownAtChoice?, upTo cursor: Int64) -> Int64 {
        if let position = choice?.position {
            if position > cursor { fail(.tooEarly, "known at \(cursor), asked for \(position)") }
            return position
        }
        guard let moment = choice?.moment else { return cursor }
        let known = facts.prefix(Int(cursor)).filter { $0.recordedAt.microseconds <= moment }
        return Int64(known.count)
    }

    /// What stands around the figures: they are of the ledger's cursor, and say so.
    private func checkFrame(
        _ reply: ProgressReply, _ knownAt: Int64, _ cursor: Int64, _ ledger: MemoryLedger,
        _ count: Recount
    ) {
        let figures = reply.figures + reply.children.flatMap(\.figures)
        let told = Set(figures.map(\.knownAt?.position))
        if told != [knownAt] { fail(.wrongFigure, "known at \(knownAt), told \(told)") }
        if reply.freshness?.cursor != cursor {
            fail(.wrongFigure, "read at \(cursor), told \(reply.freshness?.cursor ?? -1)")
        }
        if ledger.current.cursor.epoch != nil, ledger.current.cursor.position.number != cursor {
            fail(.wrongFigure, "told \(cursor), read at \(ledger.current.cursor.position)")
        }
        let head = reply.freshness?.head ?? cursor
        if head < cursor || head > facts.count { fail(.wrongCursor, "the head is \(head)") }
        let late = reply.freshness?.lateFacts
        if late != lateFacts(reply, cursor, count) {
            fail(.wrongFigure, "\(late ?? -1) late facts")
        }
    }

    /// Those of the days asked that say why they are late, of the unit and those below it by the tree
    /// of the knowledge asked.
    private func lateFacts(_ reply: ProgressReply, _ cursor: Int64, _ count: Recount) -> Int64 {
        guard let unit = reply.unit, let asOf = reply.asOf else { return 0 }
        return Int64(
            facts.prefix(Int(cursor)).filter { logged in
                guard logged.fact.lateReason != nil, let day = logged.fact.dayOfEffect,
                    case .indicator(let key)? = logged.fact.derivedSubject
                else { return false }
                return (asOf.firstOfYear...asOf).contains(day)
                    && count.line(of: key.unit, on: day).contains(unit)
            }.count)
    }

    /// The last day of the month of the latest milestone, arrival or indicator, never after today.
    private func usualDays(of frames: [[UInt8]], _ knownAt: Int64) -> [CivilDay] {
        daysTaken(of: frames).map { today in
            let said = Recount.statements(Array(facts.prefix(Int(knownAt))))
            let known = said.filter { logged in
                switch logged.fact.content?.kind {
                case .leadOpened, .negotiationOpened, .projectSigned, .agreementUpgraded,
                    .projectStored, .contractFulfilled, .projectStarted, .statisticsEntered,
                    .projectOperational, .projectAtCapacity, .projectSuspended, .projectResumed,
                    .projectTerminated, .projectWithdrawn, .projectReinstated, .capitalArrived,
                    .capitalVerified, .indicatorReported:
                    true
                default: false
                }
            }
            let latest = known.compactMap(\.fact.dayOfEffect).filter { $0 <= today }.max()
            return min(latest?.lastOfMonth ?? today, today)
        }
    }

    private func checkChildren(_ reply: ProgressReply, _ known: Asked, _ count: Recount) {
        let below = Recount.units(Array(facts.prefix(Int(known.knownAt))))
            .filter { $0.state(on: known.asOf).parent == known.unit }
        if Set(reply.children.map(\.unit)) != Set(below.map(\.code)) {
            fail(.wrongFigure, "\(known): other children than \(below.map(\.code.text))")
        }
        for child in reply.children {
            guard let unit = child.unit else { continue }
            var known = known
            known.unit = unit
            check(child.figures.filter { $0.measure != "share" }, known, by: count)
        }
    }

    private func check(_ figures: [FigureMessage], _ asked: Asked, by count: Recount) {
        let known = Array(facts.prefix(Int(asked.knownAt)))
        let ruleSet = Recount.ruleSet(known, on: asked.asOf)
        check(figures, asked, under: ruleSet?.name ?? "default", ruleSet?.adopted.rounding)
        var question = ProgressQuestion(unit: asked.unit, asOf: asked.asOf)
        question.cohort = asked.cohort ?? ruleSet?.adopted.cohort ?? .newlyStored
        // By the tree of the day asked nothing ever moved.
        let isNow = asked.tree == .now
        let tree = UnitTree(
            Recount.units(known).map { unit in
                isNow ? UnitRecord(code: unit.code, states: [unit.state(on: asked.asOf)]) : unit
            })
        var progress = Progress(
            question, tree: tree, source: AskedCount(count: count, asked: asked))
        let expected = progress.answer().filter { !isNow || $0.name != .participated }
        for (figure, want) in zip(figures, expected) where !figure.says(want) {
            fail(.wrongFigure, "\(asked): \(figure.words), counted \(want.words)")
        }
        if figures.count != expected.count {
            fail(.wrongFigure, "\(asked): \(figures.count) figures, counted \(expected.count)")
        }
        let plain = figures.map(\.withoutWords)
        if let before = figuresGiven[asked], before != plain { fail(.figureChanged, "\(asked)") }
        figuresGiven[asked] = plain
    }

    /// Every figure names the rule set in force, and is rounded as that says: no question here names
    /// a rounding of its own.
    private func check(
        _ figures: [FigureMessage], _ asked: Asked, under name: String, _ rounding: RoundingRule?
    ) {
        for figure in figures
        where figure.ruleSet != name || figure.rounding != rounding ?? .halfUp {
            fail(.wrongFigure, "\(asked): under \(figure.ruleSet ?? "none"), in force is \(name)")
        }
    }

    /// All cells.
    func checkCells(_ rows: [CellRow]) {
        let whole = Recount(facts, asOf: Judge.allDays.upperBound)
        if let wrong = Set(rows).symmetricDifference(whole.rows).first {
            fail(.wrongCell, "\(wrong.cell) on \(wrong.bucketDay)")
        }
    }

    /// All cells as they were: as of a day, known at a position.
    func checkPast(
        of ledger: some LedgerReader, asOf: CivilDay, knownAt: Position
    ) throws(JournalError) {
        let whole = Recount(facts, asOf: Judge.allDays.upperBound)
        let then = Recount(Array(facts.prefix(Int(knownAt.number))), asOf: asOf)
        let cells = Set(whole.rows.map(\.cell)).union(then.rows.map(\.cell))
        try ledger.snapshot { (view) throws(JournalError) in
            for cell in cells {
                let now = try view.tally(
                    cell, days: Judge.allDays, asOf: asOf, knownAt: knownAt)
                if now != then.tally(cell, days: Judge.allDays) {
                    fail(.wrongCell, "\(cell) as of \(asOf) known at \(knownAt)")
                }
            }
        }
    }

    /// The rows of all projects, now and as they were.
    func checkProjects<View: LedgerView>(_ view: View) throws(JournalError) {
        let rows = try view.projects(ProjectFilter(max: .max))
        check(rows, Recount.projects(of: facts), "")
        let days = facts.compactMap(\.fact.dayOfEffect).sorted()
        for part in 1...3 where !days.isEmpty {
            let (known, asOf) = (facts.count * part / 3, days[(days.count - 1) * (4 - part) / 3])
            let then = try ProjectList(view: view, asOf: asOf, knownAt: Position(Int64(known)))
            check(
                try then.page(ProjectFilter(max: 10_000)).rows,
                Recount.projects(of: Array(facts.prefix(known)), asOf: asOf),
                " as of \(asOf) known at \(known)")
        }
    }

    private func check(_ rows: [ProjectRecord], _ count: [NaiveProject], _ then: String) {
        if rows.map(\.project) != count.map(\.project) {
            return fail(.wrongRow, "\(rows.count) projects, counted \(count.count)\(then)")
        }
        for (row, want) in zip(rows, count) where !want.isRow(row) {
            fail(.wrongRow, "\(row.project.text)\(then)")
        }
    }

    /// The journal is what it was when each entry was first seen, and nobody is owed a reply.
    func readAgain(at now: Int64) {
        let entries = journal.committed(after: .origin)
        if entries.count != facts.count { fail(.brokenChain, "\(entries.count) entries") }
        for (entry, logged) in zip(entries, facts) {
            let fact = try? entry.decodedFact()
            if !entry.hasSoundLeaf || fact != logged.fact || entry.principal != logged.principal {
                fail(.brokenChain, "position \(entry.position) is another than it was")
            }
        }
        checkNothingOwed(at: now)
    }

    private static let allDays = CivilDay(ordinal: 0)...CivilDay(ordinal: 100_000)
}

extension Figure {
    fileprivate var words: String {
        switch value {
        case .number(let fraction, _): "\(name) \(fraction.numerator) over \(fraction.denominator)"
        case .day(let day): "\(name) \(day)"
        case .missing(let reason): "\(name) \(reason)"
        }
    }
}

extension FigureMessage {
    /// Whether it tells what was counted.
    fileprivate func says(_ figure: Figure) -> Bool {
        guard measure == figure.name.rawValue, of == figure.measure?.text,
            facts == Int64(figure.facts), status == figure.status, grade == figure.grade,
            issuer == figure.issuer, from == figure.from, to == figure.to
        else { return false }
        switch figure.value {
        case .number(let fraction, let unit):
            return numerator == fraction.numerator.description
                && denominator == fraction.denominator.description && self.unit == unit.rawValue
        case .day(let day): return value == day.text
        case .missing(let reason): return missing == reason.rawValue && numerator == nil
        }
    }

    fileprivate var words: String {
        "\(measure ?? "") \(numerator ?? value ?? missing ?? "nothing") of \(facts ?? 0) facts"
    }

    /// What does not depend on the language asked.
    fileprivate var withoutWords: FigureMessage {
        var figure = self
        figure.text = nil
        figure.label = nil
        return figure
    }
}
