// SPDX-License-Identifier: Apache-2.0
//
// Rule sets as dated data: last year's question stays under last year's rules, whatever is adopted
// later; a question as known before an adoption is the same to the byte.

import Journal
import Pipeline
import Rollup
import Testing
import Wire

@testable import Workers

@Suite struct RuleSetTests {
    /// One of two signed projects is stored and started; a task of three.
    private func desk() throws -> QueryDesk {
        let desk = try QueryDesk()
        var other = Sample.signed
        (other.id, other.subject) = (FactID(high: 0, low: 40), "P2")
        let task = Sample.fact(
            41, "unit=U", "annualTaskSet.measure=newlyStored", "annualTaskSet.year=2024",
            "annualTaskSet.issuer=市", "annualTaskSet.grade=BASE", "annualTaskSet.count=3")
        try desk.log([Sample.stored, Sample.started, other, task])
        return desk
    }

    private func adopted(_ id: UInt64, _ name: String, _ day: String, _ words: String...) -> Fact {
        var fact = Sample.fact(
            id, "subject=\(name)", "unit=U", "effectiveOn=\(day)", "ruleSetAdopted=")
        for word in words {
            let parts = word.split(separator: "=").map(String.init)
            try! fact.assign("ruleSetAdopted.\(parts[0])", parts[1])
        }
        return fact
    }

    private func newRules(_ id: UInt64 = 50, _ name: String = "new") -> Fact {
        adopted(
            id, name, "2024-07-01", "cohort=SIGNED", "rounding=TRUNCATE", "percentDecimals=3",
            "pointsDecimals=0")
    }

    private func question(_ asOf: String, knownAt: Int64? = nil) -> ProgressRequest {
        var body = ProgressRequest()
        body.asOf = CivilDay(text: asOf)
        if let knownAt {
            body.knownAt = KnownAtChoice()
            body.knownAt?.position = knownAt
        }
        return body
    }

    private func ask(
        _ desk: QueryDesk, _ asOf: String, knownAt: Int64? = nil
    ) throws -> [FigureMessage] {
        desk.ask("query.v1/Progress", question(asOf, knownAt: knownAt))
        return try desk.progress().figures
    }

    private func text(_ figures: [FigureMessage], _ name: String) -> String? {
        figures.first { $0.measure == name }?.text
    }

    @Test func lastYearsQuestionKeepsLastYearsRules() throws {
        let desk = try desk()
        let before = try ask(desk, "2024-06-30", knownAt: 6)
        #expect(Set(before.map(\.ruleSet)) == ["default"])
        #expect(text(before, "completionRate") == "33.3%")
        #expect(text(before, "startRate") == "100.0%")
        var old = try desk.progress()
        try desk.log([newRules()])
        desk.ask("query.v1/Progress", question("2024-06-30", knownAt: 6))
        var said = try desk.progress()
        #expect(old.freshness != said.freshness)
        (old.freshness, said.freshness) = (nil, nil)
        #expect(WireCodec.encode(said, as: .protobuf) == WireCodec.encode(old, as: .protobuf))
        // Known now, the day before the new rules is under the old ones all the same.
        let now = try ask(desk, "2024-06-30")
        #expect(Set(now.map(\.ruleSet)) == ["default"])
        #expect(now.map(\.text) == before.map(\.text))
        #expect(now.map(\.rounding) == before.map(\.rounding))
    }

    @Test func fromItsDayOnANewOneHolds() throws {
        let desk = try desk()
        try desk.log([newRules()])
        let figures = try ask(desk, "2024-07-10")
        #expect(Set(figures.map(\.ruleSet)) == ["new"])
        #expect(Set(figures.map(\.rounding)) == [.truncate])
        #expect(text(figures, "completionRate") == "33.333%")
        #expect(text(figures, "startRate") == "50.000%", "of the signed")
        #expect(Set(try ask(desk, "2024-07-10", knownAt: 6).map(\.ruleSet)) == ["default"])
        // What a question names itself, it gets.
        var own = question("2024-07-10")
        (own.decimals, own.rounding, own.cohort) = (1, .halfUp, .newlyStored)
        desk.ask("query.v1/Progress", own)
        let named = try desk.progress().figures
        #expect(text(named, "completionRate") == "33.3%")
        #expect(text(named, "startRate") == "100.0%")
        #expect(Set(named.map(\.ruleSet)) == ["new"])
    }

    @Test func theLatestDayWinsAndOfOneDayTheLaterPosition() throws {
        let desk = try desk()
        try desk.log([newRules(), adopted(51, "older", "2024-05-01", "percentDecimals=0")])
        #expect(try ask(desk, "2024-07-10").first?.ruleSet == "new")
        #expect(try ask(desk, "2024-06-30").first?.ruleSet == "older")
        #expect(text(try ask(desk, "2024-06-30"), "completionRate") == "33%")
        #expect(try ask(desk, "2024-04-30").first?.ruleSet == "default")
        try desk.log([newRules(52, "newer")])
        #expect(try ask(desk, "2024-07-10").first?.ruleSet == "newer")
    }

    @Test func whatIsVoidedOrCorrectedHoldsAsLongAsItWasKnown() throws {
        let desk = try desk()
        try desk.log([newRules()])
        let of = FactID(high: 0, low: 50).text
        try desk.log([
            Sample.fact(
                60, "unit=U", "corrected.of=\(of)", "corrected.reason=推迟",
                "corrected.restated.subject=new", "corrected.restated.unit=U",
                "corrected.restated.effectiveOn=2024-07-05",
                "corrected.restated.ruleSetAdopted.percentDecimals=2")
        ])
        #expect(try ask(desk, "2024-07-03", knownAt: 7).first?.ruleSet == "new")
        #expect(try ask(desk, "2024-07-03").first?.ruleSet == "default")
        #expect(text(try ask(desk, "2024-07-05"), "completionRate") == "33.33%")
        try desk.log([
            Sample.fact(
                61, "unit=U", "voided.of=\(FactID(high: 0, low: 60).text)",
                "voided.subject=ruleset/new", "voided.reason=误"),
            Sample.fact(
                62, "unit=U", "voided.of=\(of)", "voided.subject=ruleset/new", "voided.reason=误"),
        ])
        #expect(try ask(desk, "2024-07-05", knownAt: 8).first?.ruleSet == "new")
        #expect(text(try ask(desk, "2024-07-05", knownAt: 9), "completionRate") == "33.333%")
        #expect(try ask(desk, "2024-07-05").first?.ruleSet == "default")
    }

    @Test func explanationsAndComparisonsStandUnderTheSameRules() throws {
        let desk = try desk()
        try desk.log([newRules()])
        let name = "completionRate"
        func figure(_ asOf: String) throws -> FigureMessage? {
            try ask(desk, asOf).first { $0.measure == name }
        }
        let (old, new) = (try figure("2024-06-30"), try figure("2024-07-10"))
        var explain = ExplainRequest()
        explain.question = question("2024-07-10")
        explain.figure = FigureChoice()
        explain.figure?.measure = name
        desk.ask("query.v1/Explain", explain)
        #expect(try desk.replies.last?.body(ExplainReply.self).figure == new)
        var diff = DiffRequest()
        (diff.from, diff.to) = (question("2024-06-30"), question("2024-07-10"))
        diff.figure = explain.figure
        desk.ask("query.v1/Diff", diff)
        let told = try #require(try desk.replies.last?.body(DiffReply.self))
        #expect(told.from?.figure == old)
        #expect(told.to?.figure == new)
        var entities = EntitiesRequest()
        entities.asOf = CivilDay(text: "2024-07-10")
        desk.ask("query.v1/Entities", entities)
        let counts = try #require(try desk.replies.last?.body(EntitiesReply.self))
        #expect(Set(counts.figures.map(\.ruleSet)) == ["new"])
        #expect(Set(counts.figures.map(\.rounding)) == [.truncate])
        desk.ask("sys.v1/Info", UnitsRequest())
        #expect(try desk.replies.last?.body(InfoReply.self).ruleSet == "new", "of 20 July")
    }

    /// A publication comes out under the rules that it was made under.
    @Test func aPublicationIsReproducedAfterNewRules() throws {
        let desk = try desk()
        try desk.log([adopted(50, "first", "2024-05-01", "percentDecimals=2")])
        var body = question("2024-06-30")
        body.digests = true
        desk.ask("query.v1/Progress", body)
        let rate = try #require(
            try desk.progress().figures.first { $0.measure == "completionRate" })
        #expect(rate.text == "33.33%")
        var fact = Sample.fact(51, "subject=bulletin", "unit=U", "effectiveOn=2024-06-30")
        var published = Published()
        (published.unit, published.asOf) = (UnitCode(text: "U"), CivilDay(text: "2024-06-30"))
        (published.epoch, published.knownAt) = (rate.knownAt?.epoch, rate.knownAt?.position)
        var figure = PublishedFigure()
        (figure.measure, figure.of) = (rate.measure, rate.of.flatMap(Measure.init(text:)))
        (figure.grade, figure.issuer) = (rate.grade, rate.issuer)
        (figure.text, figure.digest) = (rate.text, rate.digest)
        published.figures = [figure]
        fact.content = .published(published)
        // The same day under other rules, by what is known since.
        try desk.log([fact, adopted(52, "second", "2024-06-01", "percentDecimals=0")])
        var request = PublishedRequest()
        request.name = PublicationName(text: "bulletin")
        desk.ask("query.v1/Published", request)
        let reply = try #require(try desk.replies.last?.body(PublishedReply.self))
        #expect(reply.figures.first?.isReproduced == true)
        #expect(reply.figures.first?.recomputed?.ruleSet == "first")
        #expect(reply.figures.first?.now?.ruleSet == "second")
        #expect(reply.figures.first?.now?.text == "33%")
    }
}
