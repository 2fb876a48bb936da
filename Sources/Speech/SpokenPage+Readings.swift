// SPDX-License-Identifier: Apache-2.0
//
// From the words of a number to the figures that they fit.

import Pipeline
import Rollup

extension SpokenPage {
    func statement(_ index: Int) -> Statement {
        let number = found.numbers[index]
        // So that a text costs no more than in proportion to its length.
        guard sentence(of: number.place).count <= SpeechReader.sentenceMax else {
            return Statement(
                number: number, context: text.around(number.place), readings: [], unread: .tooLong)
        }
        let words = words(of: number)
        var readings: [Reading] = []
        var unread: Unread?
        if let period = period(of: number), period.isAlone, !words.isLevel {
            unread = .partOfYear
        } else if number.unit == .foreign {
            unread = words.subject == nil ? .noMeasure : .otherUnit
        } else if words.subject == nil || words.subject == .other {
            unread = .noMeasure
        } else if let doubt = doubt(number, words) {
            unread = doubt
        } else {
            readings = signed(
                self.readings(number, words, inquiry(for: number, words)), number)
            if readings.isEmpty {
                let isGrowth = number.unit == .percent && words.subject?.isIndicator == true
                unread = isGrowth ? .otherGrowth : .otherUnit
            }
        }
        return Statement(
            number: number, context: text.around(number.place), readings: readings,
            unread: unread)
    }

    // MARK: Words

    /// What the words around a number say.
    struct Words {
        var subject: Subject?
        var aspects: Set<Aspect> = []
        /// Whether 年度任务 stands just before the number: then it is the task's own.
        var isTask = false
        /// Projects that the sentence has spoken of by then; those of the number's group of clauses.
        var sets: [Subject] = []
        var setsOfGroup: [Subject] = []
        var category: EntityCategory?
        /// Words of other clauses that it rests on.
        var sources: [Range<Int>] = []

        var isOfMoney: Bool { subject?.isMoney == true || aspects.contains(.investment) }

        /// Whether it stands on a day and is no flow.
        var isLevel: Bool { subject == .entities && !aspects.contains(.netIncrease) || isTask }
    }

    func words(of number: SpokenNumber) -> Words {
        let clause = clause(of: number.place)
        let before = before(number, in: clause)
        let after = after(number, in: clause)
        let soFar = clause.lowerBound..<number.place.lowerBound
        let sentence = sentence(of: number.place).lowerBound..<number.place.lowerBound
        var words = Words()
        let source = subject(before: before, after: after, soFar: soFar, sentence: sentence)
        words.subject = source.flatMap { subject(of: $0, in: sentence) }
        if let source { words.sources = [source.place] }
        for range in [before, after, soFar] where words.aspects.isEmpty {
            words.aspects = Set(tokens(in: range).flatMap(\.aspects).filter(\.isOfSubject))
        }
        // What stands behind one number may be of the next.
        words.isTask =
            tokens(in: before).last {
                $0.subject != nil || $0.aspects.contains(where: \.isOfSubject)
            }?
            .aspects == [.task] && isClose(before)
        words.sets = tokens(in: sentence).compactMap(\.subject).filter(\.isSet)
        let group = group(of: number.place).lowerBound..<number.place.lowerBound
        words.setsOfGroup = tokens(in: group).compactMap(\.subject).filter(\.isSet)
        if words.subject == .entities {
            func category(_ tokens: [Token]) -> EntityCategory? {
                tokens.flatMap(\.aspects).compactMap {
                    if case .category(let category) = $0 { category } else { nil }
                }.last
            }
            words.category =
                category(tokens(in: before)) ?? category(tokens(in: after))
                ?? category(tokens(in: soFar)) ?? category(source.map { [$0] } ?? [])
        }
        if let own = respectiveSubject(of: number) {
            (words.subject, words.aspects) = own
        }
        if words.aspects.contains(.investment) {
            words.sources += tokens(in: sentence).filter { $0.subject?.isSet == true }.map(\.place)
        }
        return words
    }

    /// Whether the last word of a stretch stands at its end, but for blanks, 为 and the like.
    private func isClose(_ range: Range<Int>) -> Bool {
        guard let token = tokens(in: range).last else { return false }
        return !hasUnknownWords(in: token.place.upperBound..<range.upperBound)
            && !text.characters[token.place.upperBound..<range.upperBound].contains("的")
    }

    private func subject(
        before: Range<Int>, after: Range<Int>, soFar: Range<Int>, sentence: Range<Int>
    ) -> Token? {
        func last(in range: Range<Int>) -> Token? {
            tokens(in: range).last { subject(of: $0, in: sentence) != nil }
        }
        if let named = last(in: before) { return named }
        let behind = tokens(in: after).first { subject(of: $0, in: sentence) != nil }
        if let behind { return behind }
        if let earlier = last(in: soFar) { return earlier }
        return hasUnknownWords(in: soFar) ? nil : last(in: sentence)
    }

    /// A part of an investment, or a category, is a subject where the sentence named the whole before.
    private func subject(of token: Token, in sentence: Range<Int>) -> Subject? {
        if let subject = token.subject { return subject }
        let earlier = tokens(
            in: sentence.lowerBound..<max(sentence.lowerBound, token.place.lowerBound))
        for aspect in token.aspects {
            switch aspect {
            case .part(let measure)
            where earlier.contains { $0.subject?.isIndicator == true }: return .indicator(measure)
            case .category where earlier.contains { $0.subject == .entities }: return .entities
            default: break
            }
        }
        return nil
    }

    // MARK: Readings

    private func inquiry(for number: SpokenNumber, _ words: Words) -> Inquiry {
        var inquiry = Inquiry(unit: unit(of: number), asOf: asOf)
        guard let period = period(of: number), let last = period.last(in: asOf.year) else {
            return inquiry
        }
        if period.isSameSpan {
            let start = sentence(of: number.place).lowerBound
            let others = found.periods.within(start..<number.place.lowerBound, place: \.place)
            let span = others.last { !$0.isSameSpan }?.last(in: asOf.year) ?? asOf
            inquiry.asOf = span.aYearBefore
            return inquiry
        }
        // "2024年度任务" in a text of June is of June.
        if !(period.isYear && last.year == asOf.year) { inquiry.asOf = last }
        return inquiry
    }

    private func readings(
        _ number: SpokenNumber, _ words: Words, _ inquiry: Inquiry
    ) -> [Reading] {
        switch number.unit {
        case .percent: percent(number, words, inquiry)
        case .points: points(words, inquiry)
        case .money: money(number, words, inquiry)
        // 45600万 of capital is money.
        case .bare where number.scale >= 4 && words.isOfMoney: money(number, words, inquiry)
        case .count, .bare: count(number, words, inquiry)
        case .foreign: []
        }
    }

    /// A level with a minus sign is not the level.
    private func signed(_ readings: [Reading], _ number: SpokenNumber) -> [Reading] {
        guard number.sign == -1, number.unit != .percent else { return readings }
        return readings.map { reading in
            var reading = reading
            reading.direction = -reading.direction
            return reading
        }
    }

    private func percent(
        _ number: SpokenNumber, _ words: Words, _ inquiry: Inquiry
    ) -> [Reading] {
        guard let subject = words.subject else { return [] }
        if case .rate(let name) = subject { return [Reading(name, inquiry)] }
        let aspects = words.aspects
        if !aspects.isDisjoint(with: [.ahead, .behind]) { return points(words, inquiry) }
        if case .indicator(let measure) = subject,
            aspects.isDisjoint(with: [.task, .completion, .schedule])
        {
            guard number.sign != nil || !aspects.isDisjoint(with: [.up, .down, .yearOnYear])
            else { return [] }
            var reading = Reading(.yearOnYear, of: measure, inquiry)
            reading.direction = (number.sign ?? 1) * (aspects.contains(.down) ? -1 : 1)
            return [reading]
        }
        // The ledger tells no growth of what it counts itself.
        guard aspects.isDisjoint(with: [.up, .down, .yearOnYear]), number.sign == nil,
            let measure = subject.measure
        else { return [] }
        let name: FigureName =
            aspects.contains(.markUp)
            ? .targetMarkUp : aspects.contains(.schedule) ? .proRata : .completionRate
        return [graded(Reading(name, of: measure, inquiry), aspects)]
    }

    private func points(_ words: Words, _ inquiry: Inquiry) -> [Reading] {
        guard let measure = words.subject?.measure,
            !words.aspects.isDisjoint(with: [.ahead, .behind])
        else { return [] }
        var reading = graded(Reading(.aheadBehind, of: measure, inquiry), words.aspects)
        reading.direction = words.aspects.contains(.behind) ? -1 : 1
        return [reading]
    }

    private func graded(_ reading: Reading, _ aspects: Set<Aspect>) -> Reading {
        var reading = reading
        reading.grade = aspects.contains(.stretch) ? .stretch : .base
        return reading
    }

    private func money(
        _ number: SpokenNumber, _ words: Words, _ inquiry: Inquiry
    ) -> [Reading] {
        guard let subject = words.subject else { return [] }
        let aspects = words.aspects
        if aspects.contains(.investment) { return investment(words, inquiry) }
        if let measure = subject.measure {
            if words.isTask { return [graded(Reading(.task, of: measure, inquiry), aspects)] }
            if aspects.contains(.stillNeeded) {
                return [graded(Reading(.stillNeeded, of: measure, inquiry), aspects)]
            }
            if aspects.contains(.shortfall) {
                return [graded(Reading(.quarterShortfall, of: measure, inquiry), aspects)]
            }
        }
        switch subject {
        case .capital(let name): return [Reading(name, inquiry)]
        case .indicator(let measure): return [Reading(.indicator, of: measure, inquiry)]
        case .stored, .started, .startedInPeriod, .signed:
            var words = words
            (words.sets, words.setsOfGroup) = ([subject], [subject])
            return investment(words, inquiry)
        default: return []
        }
    }

    /// 总投资 is of the projects named before it. Where two sets are named, the words leave open of which.
    private func investment(_ words: Words, _ inquiry: Inquiry) -> [Reading] {
        let named = words.setsOfGroup.isEmpty ? words.sets : words.setsOfGroup
        var sets = named
        if let subject = words.subject, subject.isSet, named.isEmpty { sets = [subject] }
        var readings: [Reading] = []
        func add(_ subject: Subject, isPrimary: Bool) {
            guard let name = subject.investment, !readings.contains(where: { $0.figure == name })
            else { return }
            var reading = Reading(name, inquiry)
            reading.isPrimary = isPrimary
            readings.append(reading)
        }
        for set in sets { add(set, isPrimary: true) }
        for set in words.sets { add(set, isPrimary: false) }
        return readings
    }

    private func count(
        _ number: SpokenNumber, _ words: Words, _ inquiry: Inquiry
    ) -> [Reading] {
        guard let subject = words.subject else { return [] }
        if words.isTask, let measure = subject.measure, !subject.isMoney {
            return [graded(Reading(.task, of: measure, inquiry), words.aspects)]
        }
        if words.aspects.contains(.stillNeeded), let measure = subject.measure {
            return [graded(Reading(.stillNeeded, of: measure, inquiry), words.aspects)]
        }
        switch subject {
        case .stored: return [Reading(.newlyStored, inquiry)]
        case .signed: return [Reading(.signed, inquiry)]
        case .startedInPeriod: return [Reading(.started, inquiry)]
        case .withdrawn: return [Reading(.newlyStoredSinceWithdrawn, inquiry)]
        case .started: return started(words, inquiry)
        case .entities: return entities(number, words, inquiry)
        default: return []
        }
    }

    /// After "38 newly stored", 开工33个 is of the 38; alone it is what started in the period. The other
    /// meaning is told beside it; "of them" leaves none.
    private func started(_ words: Words, _ inquiry: Inquiry) -> [Reading] {
        let isOfStored = words.sets.contains(.stored)
        var (first, second) = (Reading(.startedOfCohort, inquiry), Reading(.started, inquiry))
        if words.aspects.contains(.ofWhich), isOfStored { return [first] }
        first.isPrimary = isOfStored
        second.isPrimary = !isOfStored
        return isOfStored ? [first, second] : [second, first]
    }

    private func entities(
        _ number: SpokenNumber, _ words: Words, _ inquiry: Inquiry
    ) -> [Reading] {
        var reading = Reading(.entityStock, inquiry)
        reading.category = words.category
        for aspect in words.aspects {
            if case .flow(let name) = aspect { reading.figure = name }
        }
        if words.aspects.contains(.netIncrease) { reading.figure = .netIncrease }
        if words.aspects.contains(.crossing), let whole = number.whole, words.category == nil {
            reading.figure = .firstCrossing
            reading.inquiry.asOf = max(asOf, inquiry.asOf)
            reading.inquiry.threshold = whole
            if let period = period(of: number), let first = period.first(in: asOf.year),
                let last = period.last(in: asOf.year), first <= last
            {
                reading.span = first...last
            }
        }
        return [reading]
    }
}

extension Subject {
    /// Whether it is a set of projects, of which there is a total investment.
    var isSet: Bool { investment != nil }

    var isIndicator: Bool { if case .indicator = self { true } else { false } }

    var isMoney: Bool {
        switch self {
        case .capital, .indicator: true
        default: false
        }
    }

    /// The figure that tells the set's investment.
    var investment: FigureName? {
        switch self {
        case .stored: .newlyStoredInvestment
        case .started, .startedInPeriod: .startedInvestment
        case .signed: .signedInvestment
        default: nil
        }
    }

    /// What a task of it is called.
    var measure: Measure? {
        switch self {
        case .stored: .newlyStored
        case .started, .startedInPeriod: .started
        case .signed: .signed
        case .capital(.domesticCapital): .domesticCapital
        case .indicator(let measure): measure
        case .entities: .entityStock
        default: nil
        }
    }
}

extension CivilDay {
    /// The same day of the year before; a month's end stays one.
    fileprivate var aYearBefore: CivilDay {
        let first = CivilDay(year: year - 1, month: month, day: 1) ?? self
        if self == lastOfMonth { return first.lastOfMonth }
        return CivilDay(year: year - 1, month: month, day: dayOfMonth) ?? first.lastOfMonth
    }
}
