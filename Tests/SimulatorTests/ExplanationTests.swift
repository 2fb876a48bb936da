// SPDX-License-Identifier: Apache-2.0
//
// Explanations and comparisons of random figures of random ledgers: the lines of all pages sum
// exactly to what they explain, and no line is told that both sides share.

import Pipeline
import Rollup
import TestKit
import Testing
import Wire

@Suite struct ExplanationTests {
    private static let seeds = 1...UInt64(Proof.times(4, full: 60))

    @Test(arguments: seeds)
    func linesSumToTheFigure(seed: UInt64) throws {
        let desk = try PastDesk(seed: seed)
        var lines = 0
        for _ in 0..<12 {
            let question = desk.question()
            guard let progress = try desk.ask("query.v1/Progress", question, as: ProgressReply.self)
            else { continue }
            for figure in progress.figures {
                let told = try desk.explain(question, figure)
                #expect(told.figure == figure, "as Progress gives it")
                check(told)
                for line in told.lines {
                    #expect(line.position! <= question.knownAt!.position!)
                    #expect(line.effectiveDay! <= question.asOf!)
                    #expect(line.fact?.content != nil && line.principal != nil)
                }
                lines += told.lines.count
            }
        }
        #expect(lines > 10)
    }

    /// Flows, stocks by counts and by single entities, and what changed them over a span of days.
    @Test(arguments: seeds)
    func linesSumToTheFiguresOfEntities(seed: UInt64) throws {
        let desk = try PastDesk(seed: seed)
        var told: Set<String> = []
        for _ in 0..<24 {
            let question = desk.question()
            var entities = EntitiesRequest()
            (entities.unit, entities.asOf) = (question.unit, question.asOf)
            entities.knownAt = question.knownAt
            entities.from = question.asOf!.advanced(by: -20 - Int(seed % 5) * 30)
            guard
                let reply = try desk.ask("query.v1/Entities", entities, as: EntitiesReply.self)
            else { continue }
            let rows = [(nil, reply.figures)] + reply.byCategory.map { ($0.category, $0.figures) }
            for (category, figures) in rows {
                for figure in figures {
                    let whole = try desk.explain(question, figure, category, from: entities.from)
                    #expect(whole.figure == figure, "as Entities gives it")
                    check(whole)
                    if figure.numerator != nil { told.insert(figure.measure!) }
                }
            }
        }
        #expect(told.isSuperset(of: ["entityStock", "netIncrease"]) && told.count > 2, "\(told)")
    }

    private func check(_ told: ExplainReply) {
        var sums: [TermRole: Int128] = [:]
        for (index, term) in told.terms.enumerated() {
            let lines = told.lines.filter { $0.term == Int64(index) }
            let sum = lines.reduce(Int128(0)) { $0 + Int128($1.amount!)! }
            #expect(sum.description == term.sum)
            sums[term.role!, default: 0] += sum * Int128(term.factor!)!
        }
        let figure = told.figure!
        guard let numerator = figure.numerator, figure.measure != "proRata" else { return }
        let above = sums[.numerator] ?? 0
        if ["stillNeeded", "quarterShortfall"].contains(figure.measure) {
            #expect(max(0, above).description == numerator)
        } else {
            #expect(above.description == numerator, "\(figure.measure!)")
            #expect((sums[.denominator] ?? 1).description == figure.denominator)
        }
    }

    /// Two days, two knowledges, two units, and all of them at once.
    @Test(arguments: seeds)
    func linesSumToTheDifference(seed: UInt64) throws {
        let desk = try PastDesk(seed: seed)
        var lines = 0
        for turn in 0..<24 {
            let from = desk.question()
            var to = from
            let other = desk.question()
            if turn % 4 == 0 || turn % 4 == 3 { to.knownAt = other.knownAt }
            if turn % 4 == 1 || turn % 4 == 3 { to.asOf = other.asOf }
            if turn % 4 == 2 || turn % 4 == 3 { to.unit = other.unit }
            guard let progress = try desk.ask("query.v1/Progress", to, as: ProgressReply.self)
            else { continue }
            for figure in progress.figures {
                guard let told = try desk.diff(from, to, FigureChoice(figure)) else { continue }
                #expect(told.to?.figure == figure)
                check(told)
                lines += told.lines.count
                if turn % 4 != 2, turn % 4 != 3 { checkShared(told) }
            }
            for name in ["entityStock", "netIncrease", "movedOut", "converted"] {
                var choice = FigureChoice()
                choice.measure = name
                choice.category = [.individualBusiness, .enterprise, nil][turn % 3]
                choice.from = to.asOf?.firstOfYear
                guard let told = try desk.diff(from, to, choice) else { continue }
                check(told)
                if turn % 4 != 2, turn % 4 != 3 { checkShared(told) }
            }
        }
        #expect(lines > 10)
    }

    private func check(_ told: DiffReply) {
        var change: [TermRole: Int128] = [:]
        for line in told.lines {
            let term = told.terms[Int(line.term!)]
            let amount = Int128(line.amount!)! * Int128(term.factor!)!
            change[term.role!, default: 0] += term.side == .to ? amount : -amount
        }
        for role in TermRole.allCases {
            let wanted = sum(told, role, .to) - sum(told, role, .from)
            #expect(change[role] ?? 0 == wanted, "\(told.to?.figure?.measure ?? "") \(role)")
        }
        guard let text = told.change?.numerator, let change = Int128(text),
            let before = fraction(told.from), let after = fraction(told.to)
        else { return }
        let difference = Fraction(change, over: Int128(told.change!.denominator!)!)
        #expect(difference.equals(after - before))
    }

    private func sum(_ told: DiffReply, _ role: TermRole, _ side: DiffSide) -> Int128 {
        told.terms.filter { $0.role == role && $0.side == side }
            .reduce(0) { $0 + Int128($1.factor!)! * Int128($1.sum!)! }
    }

    private func fraction(_ side: DiffFigure?) -> Fraction? {
        guard let figure = side?.figure, let numerator = figure.numerator else { return nil }
        return Fraction(Int128(numerator)!, over: Int128(figure.denominator!)!)
    }

    /// Where terms are the same on both sides, no delta is told for both.
    private func checkShared(_ told: DiffReply) {
        struct Told: Hashable {
            var term: TermMessage
            var position: Int64?
            var days: [CivilDay?]
        }
        let lines = told.lines.map { line in
            var term = told.terms[Int(line.term!)]
            (term.side, term.from, term.to, term.sum, term.facts) = (nil, nil, nil, nil, nil)
            return Told(
                term: term, position: line.position, days: [line.bucketDay, line.effectiveDay])
        }
        #expect(Set(lines).count == lines.count, "\(told.to?.figure?.measure ?? "")")
    }

    /// The figures as known at a position are, to the byte, those of a ledger that ends there.
    @Test(arguments: seeds)
    func whatWasKnownThenIsWhatWasAnsweredThen(seed: UInt64) throws {
        let desk = try PastDesk(seed: seed)
        var answered = 0
        var told = [0, 0]
        for turn in 0..<12 {
            var question = desk.question()
            question.children = true
            if turn.isMultiple(of: 3) { question.asOf = nil }
            let then = try desk.cut(at: question.knownAt!.position!)
            var plain = question
            plain.knownAt = nil
            let now = try desk.ask("query.v1/Progress", question, as: ProgressReply.self)
            let before = try then.ask("query.v1/Progress", plain, as: ProgressReply.self)
            #expect(now?.asOf == before?.asOf)
            expectSame(now?.figures == before?.figures, question)
            expectSame(now?.children == before?.children, question)
            if now != nil { answered += 1 }
            told = zip(told, try expectSameLists(desk, then, question)).map(+)

            var entities = EntitiesRequest()
            (entities.unit, entities.asOf) = (question.unit, question.asOf)
            let stocksBefore = try then.ask(
                "query.v1/Entities", entities, as: EntitiesReply.self)
            entities.knownAt = question.knownAt
            let stocks = try desk.ask("query.v1/Entities", entities, as: EntitiesReply.self)
            expectSame(stocks?.figures == stocksBefore?.figures, question)
            expectSame(stocks?.byCategory == stocksBefore?.byCategory, question)
        }
        #expect(answered > 3)
        #expect(told.allSatisfy { $0 > 0 }, "\(told) projects, pairs")
    }

    /// The question alone, where whole answers would fill a page.
    private func expectSame(
        _ isSame: Bool, _ question: ProgressRequest, at location: SourceLocation = #_sourceLocation
    ) {
        #expect(
            isSame, "\(question.unit!) \(question.knownAt!.position!)", sourceLocation: location)
    }

    @Test func whatCannotBeExplainedIsSaid() throws {
        let desk = try PastDesk(seed: 1)
        var question = desk.question()
        question.unit = UnitCode(text: "A")
        question.knownAt = nil
        var body = ExplainRequest()
        body.question = question
        #expect(try desk.ask("query.v1/Explain", body, as: ExplainReply.self) == nil)
        #expect(desk.reason == "MEASURE_MISSING")
        body.figure = FigureChoice()
        body.figure?.measure = "nothing"
        #expect(try desk.ask("query.v1/Explain", body, as: ExplainReply.self) == nil)
        #expect(desk.reason == "NOT_FOUND")
        body.figure?.measure = "signed"
        body.after = LinePlace()
        #expect(try desk.ask("query.v1/Explain", body, as: ExplainReply.self) == nil)
        #expect(desk.reason == "PAGE_INVALID")
        body.after?.part = 9
        body.after?.bucketDay = question.asOf
        body.after?.effectiveDay = question.asOf
        body.after?.position = 1
        #expect(try desk.ask("query.v1/Explain", body, as: ExplainReply.self) == nil)
        #expect(desk.reason == "PAGE_INVALID")
    }
}
