// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Progress` and `query.v1/Entities`: figures with all that explains them.
//
// The `figure` parts are a function of the question, as-of, known-at and rule set alone; what changes
// from hour to hour stands in `freshness`.

import Journal
import Pipeline
import Present
import Rollup
import Wire

extension Answer {
    func progress(_ body: ProgressRequest) throws(JournalError) -> [[UInt8]] {
        try from(body) { (stand) throws(JournalError) in
            try progress(body, from: stand.withoutTerms)
        }
    }

    private func progress(
        _ body: ProgressRequest, from stand: Standpoint<View>
    ) throws(JournalError) -> [[UInt8]] {
        let style = Style(body, stand.ruleSet)
        let figures = try stand.progress()
        var reply = ProgressReply()
        reply.unit = stand.unit.code
        reply.unitName = stand.state.name
        reply.asOf = stand.asOf
        reply.figures = messages(figures, of: stand, style: style)
        if body.digests == true {
            for index in reply.figures.indices {
                reply.figures[index].digest = reply.figures[index].fingerprint
            }
        }
        if body.children == true {
            reply.children = try children(of: stand, whole: figures, style: style)
        }
        reply.freshness = try freshness(of: stand, for: body)
        return request.reply(reply, position: place)
    }

    /// The units directly below, each with its share of the whole's domestic capital.
    private func children(
        of stand: Standpoint<View>, whole: [Figure], style: Style
    ) throws(JournalError) -> [UnitProgress] {
        var rows: [UnitProgress] = []
        for below in stand.children {
            var figures = try below.progress()
            if let share = Figure(shareOf: whole, heldBy: figures) { figures.append(share) }
            var row = UnitProgress()
            row.unit = below.unit.code
            row.unitName = below.state.name
            row.figures = messages(figures, of: below, style: style)
            rows.append(row)
        }
        return rows
    }

    func messages(
        _ figures: [Figure], of stand: Standpoint<View>, style: Style
    ) -> [FigureMessage] {
        figures.map { figure in
            var message = FigureMessage(figure, style: style)
            message.asOf = stand.asOf
            message.knownAt = KnownAt(epoch: view.cursor.epoch, stand.knownAt)
            message.ruleSet = stand.ruleSet.name.text
            return message
        }
    }

    func entities(_ body: EntitiesRequest) throws(JournalError) -> [[UInt8]] {
        var question = ProgressRequest()
        question.unit = body.unit
        question.asOf = body.asOf
        question.threshold = body.threshold
        return try from(question) { (stand) throws(JournalError) in
            try entities(body, from: stand.withoutTerms)
        }
    }

    private func entities(
        _ body: EntitiesRequest, from stand: Standpoint<View>
    ) throws(JournalError) -> [[UInt8]] {
        let style = Style(
            language: body.language, decimals: body.decimals, rule: nil, stand.ruleSet)
        var reply = EntitiesReply()
        reply.unit = stand.unit.code
        reply.unitName = stand.state.name
        reply.asOf = stand.asOf
        reply.figures = messages(
            try stand.entities(nil, from: body.from), of: stand, style: style)
        for category in EntityCategory.allCases where category != .total {
            var row = CategoryFigures()
            row.category = category
            row.figures = messages(
                try stand.entities(category, from: body.from), of: stand, style: style)
            reply.byCategory.append(row)
        }
        reply.freshness = try freshness(of: stand)
        return request.reply(reply, position: place)
    }
}

extension Figure {
    /// A unit's part of the domestic capital of the unit above.
    init?(shareOf whole: [Figure], heldBy part: [Figure]) {
        guard let whole = whole.first(where: { $0.name == .domesticCapital }),
            let part = part.first(where: { $0.name == .domesticCapital }),
            case .number(let sum, _) = whole.value, case .number(let held, _) = part.value
        else { return nil }
        let value: FigureValue =
            sum.numerator > 0
            ? .number(Fraction(held.numerator, over: sum.numerator), .percent)
            : .missing(.noneCounted)
        let terms =
            part.terms
            + whole.terms.map { Term(.denominator, $0.cell, days: $0.days, factor: $0.factor) }
        self.init(.share, of: .domesticCapital, value, facts: whole.facts, terms: terms)
        from = part.from
        to = part.to
        notes = whole.notes.filter { $0 == .treeOfToday } + [.mayNotAdd]
    }
}

extension FigureMessage {
    init(_ figure: Figure, style: Style) {
        self.init()
        measure = figure.name.rawValue
        of = figure.measure?.text
        label = FigureLabel.fullLabel(of: figure, language: style.language)
        text = FigureText.text(of: figure, language: style.language, rounding: style.rounding)
        status = figure.status
        grade = figure.grade
        issuer = figure.issuer
        from = figure.from
        to = figure.to
        threshold = figure.threshold
        rounding = style.rounding.rule
        facts = Int64(figure.facts)
        notes = figure.notes.map(\.rawValue)
        switch figure.value {
        case .number(let fraction, let kind):
            self.unit = kind.rawValue
            numerator = fraction.numerator.digits
            denominator = fraction.denominator.digits
            if fraction.denominator == 1 { value = numerator }
        case .day(let day):
            self.unit = FigureUnit.day.rawValue
            value = day.text
        case .missing(let reason): missing = reason.rawValue
        }
    }
}

extension Int128 {
    /// Its decimal digits. An answer writes a hundred such numbers, nearly all within 64 bits.
    fileprivate var digits: String {
        guard let word = Int64(exactly: self), word != .min else { return description }
        let first = word < 0 ? 1 : 0
        var count = first
        var rest = word.magnitude
        repeat {
            count += 1
            rest /= 10
        } while rest > 0
        return String(unsafeUninitializedCapacity: count) { bytes in
            var rest = word.magnitude
            for place in (first..<count).reversed() {
                bytes[place] = 0x30 + UInt8(rest % 10)
                rest /= 10
            }
            if word < 0 { bytes[0] = 0x2D }
            return count
        }
    }
}
