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
        let tree = UnitTree(try view.units())
        let unit: UnitRecord
        switch self.unit(body.unit, in: tree) {
        case .failure(let refused): return refused.frames
        case .success(let found): unit = found
        }
        let day: CivilDay
        switch try asOf(body.asOf, year: body.year) {
        case .failure(let refused): return refused.frames
        case .success(let found): day = found
        }
        var question = ProgressQuestion(unit: unit.code, asOf: day)
        question.threshold = body.threshold
        question.cohort = body.cohort ?? .newlyStored
        let style = Style(language: body.language, decimals: body.decimals, rule: body.rounding)
        let figures = try self.figures(question, tree: tree)
        var reply = ProgressReply()
        reply.unit = unit.code
        reply.unitName = unit.name
        reply.asOf = question.asOf
        reply.figures = messages(figures, of: question, style: style)
        if body.children == true {
            reply.children = try children(of: question, whole: figures, tree: tree, style: style)
        }
        reply.freshness = freshness
        return request.reply(reply, position: place)
    }

    private func figures(
        _ question: ProgressQuestion, tree: UnitTree
    ) throws(JournalError) -> [Figure] {
        var progress = Progress(
            question, tree: tree, source: SnapshotSource(view: view, asOf: question.asOf))
        return try progress.answer()
    }

    /// The units directly below, each with its share of the whole's domestic capital.
    private func children(
        of question: ProgressQuestion, whole: [Figure], tree: UnitTree, style: Style
    ) throws(JournalError) -> [UnitProgress] {
        var rows: [UnitProgress] = []
        for code in tree.children(of: question.unit) {
            var below = question
            below.unit = code
            var figures = try self.figures(below, tree: tree)
            if let share = Figure(shareOf: whole, heldBy: figures) { figures.append(share) }
            var row = UnitProgress()
            row.unit = code
            row.unitName = tree[code]?.name
            row.figures = messages(figures, of: below, style: style)
            rows.append(row)
        }
        return rows
    }

    func messages(
        _ figures: [Figure], of question: ProgressQuestion, style: Style
    ) -> [FigureMessage] {
        figures.map { figure in
            var message = FigureMessage(figure, style: style)
            message.asOf = question.asOf
            var knownAt = KnownAt()
            knownAt.epoch = view.cursor.epoch?.text
            knownAt.position = view.cursor.position.number
            message.knownAt = knownAt
            message.ruleSet = Self.ruleSet
            return message
        }
    }

    func entities(_ body: EntitiesRequest) throws(JournalError) -> [[UInt8]] {
        let tree = UnitTree(try view.units())
        let unit: UnitRecord
        switch self.unit(body.unit, in: tree) {
        case .failure(let refused): return refused.frames
        case .success(let found): unit = found
        }
        let day: CivilDay
        switch try asOf(body.asOf, year: nil) {
        case .failure(let refused): return refused.frames
        case .success(let found): day = found
        }
        var question = ProgressQuestion(unit: unit.code, asOf: day)
        question.threshold = body.threshold
        let from = min(body.from ?? question.asOf.firstOfYear, question.asOf)
        let style = Style(language: body.language, decimals: body.decimals, rule: nil)
        var reply = EntitiesReply()
        reply.unit = unit.code
        reply.unitName = unit.name
        reply.asOf = question.asOf
        reply.figures = messages(
            try entityFigures(nil, question, from: from, tree: tree), of: question, style: style)
        for category in EntityCategory.allCases where category != .total {
            var row = CategoryFigures()
            row.category = category
            row.figures = messages(
                try entityFigures(category, question, from: from, tree: tree), of: question,
                style: style)
            reply.byCategory.append(row)
        }
        reply.freshness = freshness
        return request.reply(reply, position: place)
    }

    private func entityFigures(
        _ category: EntityCategory?, _ question: ProgressQuestion, from: CivilDay, tree: UnitTree
    ) throws(JournalError) -> [Figure] {
        let source = SnapshotSource(view: view, asOf: question.asOf)
        return try EntityFigures(
            unit: question.unit, category: category, period: from...question.asOf,
            threshold: question.threshold, tree: tree, source: source
        ).answer()
    }
}

extension Figure {
    /// A unit's part of the domestic capital of the unit above.
    fileprivate init?(shareOf whole: [Figure], heldBy part: [Figure]) {
        guard let whole = whole.first(where: { $0.name == .domesticCapital }),
            let part = part.first(where: { $0.name == .domesticCapital }),
            case .number(let sum, _) = whole.value, case .number(let held, _) = part.value
        else { return nil }
        let value: FigureValue =
            sum.numerator > 0
            ? .number(Fraction(held.numerator, over: sum.numerator), .percent)
            : .missing(.noneCounted)
        self.init(.share, of: .domesticCapital, value, facts: whole.facts)
        from = part.from
        to = part.to
        notes = [.mayNotAdd]
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
            numerator = fraction.numerator.description
            denominator = fraction.denominator.description
            if fraction.denominator == 1 { value = fraction.numerator.description }
        case .day(let day):
            self.unit = FigureUnit.day.rawValue
            value = day.text
        case .missing(let reason): missing = reason.rawValue
        }
    }
}
