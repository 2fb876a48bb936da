// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Diff`: one figure of two questions, and the deltas that the one has and the other has
// not. What they share is neither read nor told; see `Contrast`.

import Journal
import Pipeline
import Present
import Rollup
import Wire

extension Answer {
    func diff(_ body: DiffRequest) throws(JournalError) -> [[UInt8]] {
        let questions = [body.from ?? ProgressRequest(), body.to ?? ProgressRequest()]
        var stands: [Standpoint<View>] = []
        for (question, known) in zip(questions, known) {
            switch try standpoint(question, knownAt: known) {
            case .failure(let refused): return refused.frames
            case .success(let found): stands.append(found)
            }
        }
        guard let choice = body.figure, let name = choice.measure else { return measureMissing }
        let figures = try stands.map { (stand) throws(JournalError) in try stand.figure(choice) }
        guard let one = figures.compactMap(\.self).first else { return noFigure(name) }
        // As the second question wants it; what that leaves open each side has from its own rule set.
        let styles = stands.map { Style(questions[1], $0.ruleSet) }
        let style = styles[1]
        let sides = zip(stands, figures).map { stand, figure in
            Contrast.Side(asOf: stand.asOf, knownAt: stand.knownAt, terms: figure?.terms ?? [])
        }
        let runs = Contrast(from: sides[0], to: sides[1]).runs
        // Names are looked for where more is known.
        let later = stands[0].knownAt > stands[1].knownAt ? stands[0] : stands[1]
        guard let page = try page(of: runs, after: body.after, max: body.max, tree: later.tree)
        else { return pageInvalid }
        var reply = DiffReply()
        reply.from = side(figures[0], of: stands[0], style: styles[0])
        reply.to = side(figures[1], of: stands[1], style: styles[1])
        reply.change = ChangeMessage(from: figures[0], to: figures[1], style: style)
        reply.rule = FigureRule.of(one.name).words(in: style.language)
        for (index, side) in [DiffSide.from, .to].enumerated() {
            for term in figures[index]?.terms ?? [] {
                reply.terms.append(
                    try stands[index].message(of: term, side: side, language: style.language))
            }
        }
        reply.lines = page.lines
        reply.next = page.next
        reply.freshness = freshness
        return request.reply(reply, position: place)
    }

    private func side(
        _ figure: Figure?, of stand: Standpoint<View>, style: Style
    ) -> DiffFigure {
        var side = DiffFigure()
        side.unit = stand.unit.code
        side.unitName = stand.state.name
        side.asOf = stand.asOf
        side.figure = figure.map { messages([$0], of: stand, style: style)[0] }
        return side
    }
}

extension ChangeMessage {
    /// Nil where either has no number, or the numbers are of other things.
    fileprivate init?(from: Figure?, to: Figure?, style: Style) {
        guard case .number(let before, let unit)? = from?.value,
            case .number(let after, unit)? = to?.value,
            let change = after.exactDifference(from: before)
        else { return nil }
        self.init(change, of: unit, isSigned: true, style: style)
    }

    /// A difference of two figures of that unit.
    init(_ change: Fraction, of unit: FigureUnit, isSigned: Bool, style: Style) {
        self.init()
        numerator = change.numerator.description
        denominator = change.denominator.description
        self.unit = (unit == .percent ? .points : unit).rawValue
        text = FigureText.change(
            change, of: unit, isSigned: isSigned, language: style.language,
            rounding: style.rounding)
    }
}
