// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Explain`: the figure as Progress gives it, its rule, and the deltas in force of its terms.

import Journal
import Pipeline
import Present
import Rollup
import Wire

extension Answer {
    func explain(_ body: ExplainRequest) throws(JournalError) -> [[UInt8]] {
        let question = body.question ?? ProgressRequest()
        return try from(question) { (stand) throws(JournalError) in
            try explain(body, question, from: stand)
        }
    }

    private func explain(
        _ body: ExplainRequest, _ question: ProgressRequest, from stand: Standpoint<View>
    ) throws(JournalError) -> [[UInt8]] {
        guard let choice = body.figure, let name = choice.measure else { return measureMissing }
        guard let figure = try stand.figure(choice) else { return noFigure(name) }
        let runs = figure.terms.enumerated().map { index, term in
            LineRun(term: index, selection: stand.selection(of: term))
        }
        guard
            let page = try page(of: runs, after: body.after, max: body.max, tree: stand.tree)
        else { return pageInvalid }
        let style = Style(question, stand.ruleSet)
        var reply = ExplainReply()
        reply.unit = stand.unit.code
        reply.unitName = stand.state.name
        reply.asOf = stand.asOf
        reply.figure = messages([figure], of: stand, style: style)[0]
        reply.rule = FigureRule.of(figure.name).words(in: style.language)
        reply.terms = try figure.terms.map { (term) throws(JournalError) in
            try stand.message(of: term, side: nil, language: style.language)
        }
        reply.lines = page.lines
        reply.next = page.next
        reply.freshness = freshness
        return request.reply(reply, position: place)
    }

    var measureMissing: [[UInt8]] {
        request.refusal(.invalidArgument, "MEASURE_MISSING", "name the figure's measure")
    }

    func noFigure(_ name: String) -> [[UInt8]] {
        request.refusal(.notFound, "NOT_FOUND", "no figure \(name) in this answer")
    }
}

extension Figure {
    /// Whether it is one that a choice names, as far as that goes.
    func fits(_ choice: FigureChoice) -> Bool {
        name.rawValue == choice.measure && (choice.of == nil || choice.of == measure)
            && (choice.grade == nil || choice.grade == grade)
            && (choice.issuer == nil || choice.issuer == issuer)
    }
}

extension Standpoint {
    /// The figure of that name; nil where the answer has none such.
    func figure(_ choice: FigureChoice) throws(JournalError) -> Figure? {
        guard let name = choice.measure.flatMap(FigureName.init(rawValue:)) else { return nil }
        return try figures(choice, name).first { $0.fits(choice) }
    }

    /// The figures among which that of the name is.
    func figures(
        _ choice: FigureChoice, _ name: FigureName
    ) throws(JournalError) -> [Figure] {
        switch name {
        case .share:
            guard let above = state.parent.flatMap(at) else { return [] }
            return [Figure(shareOf: try above.progress(), heldBy: try progress())]
                .compactMap(\.self)
        case .registered, .deregistered, .movedIn, .movedOut, .converted, .promoted,
            .stockDifference:
            return try entities(choice.category, from: choice.from)
        default:
            guard choice.category != nil || choice.from != nil else {
                return try progress(only: name.section(of: choice.of))
            }
            return try entities(choice.category, from: choice.from)
        }
    }

    /// All deltas in force of a term.
    func selection(of term: Term) -> DeltaSelection {
        DeltaSelection(term.cell, days: term.days, asOf: asOf, knownAt: knownAt)
    }

    func message(
        of term: Term, side: DiffSide?, language: Language
    ) throws(JournalError) -> TermMessage {
        let tally = try source.tally(term.cell, days: term.days)
        var message = TermMessage()
        message.side = side
        message.role = term.role
        message.factor = term.factor.description
        message.unit = term.cell.unit
        message.unitName = name(of: term.cell.unit)
        message.quantity = "\(term.cell.quantity)"
        message.label = term.cell.quantity.words(in: language)
        message.detail = term.cell.detail.isEmpty ? nil : term.cell.detail
        let first = term.days.lowerBound
        message.from = first < CivilDay.firstOfYear(1900) ? nil : first
        message.to = term.days.upperBound
        message.sum = tally.amount.description
        message.amountUnit = term.cell.amountUnit.rawValue
        message.facts = Int64(tally.facts)
        return message
    }
}
