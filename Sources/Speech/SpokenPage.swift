// SPDX-License-Identifier: Apache-2.0
//
// A paragraph with its numbers, words, spans and units found: which of them belong to a number.

import Pipeline
import Rollup

/// A text that was read.
struct SpokenPage {
    let text: SpokenText
    let found: FoundNumbers
    let tokens: [Token]
    let units: [UnitMention]
    let asOf: CivilDay
    /// Characters that a word known, a number, a span or a unit explains.
    private let isExplained: [Bool]
    /// Where sentences, groups of clauses and clauses end, ascending.
    private let breaks: (sentence: [Int], group: [Int], clause: [Int])

    init(
        text: SpokenText, found: FoundNumbers, words: (tokens: [Token], fillers: [Range<Int>]),
        units: [UnitMention], asOf: CivilDay
    ) {
        (self.text, self.found) = (text, found)
        (self.units, self.asOf) = (units, asOf)
        let periods = (found.periods + found.bases).map(\.place)
        let numbers = found.numbers.map(\.place) + periods
        var isExplained = Array(repeating: false, count: text.count)
        func mark(_ places: [Range<Int>]) {
            for place in places { for index in place { isExplained[index] = true } }
        }
        mark(found.numbers.map(\.place) + found.periods.map(\.place))
        // What a number or a span is written with is no word beside it: per of 76 per cent.
        let (written, shown) = (isExplained, words.tokens)
        tokens = shown.filter { !$0.place.contains { written[$0] } }
        mark(numbers)
        // A comma of 30,018 breaks nothing.
        breaks = SpokenPage.breaks(of: text, covered: isExplained)
        mark(words.tokens.map(\.place) + words.fillers + units.map(\.place))
        self.isExplained = isExplained
    }

    private static func breaks(
        of text: SpokenText, covered: [Bool]
    ) -> (sentence: [Int], group: [Int], clause: [Int]) {
        var (sentence, group, clause): ([Int], [Int], [Int]) = ([], [], [])
        for index in 0..<text.count where !covered[index] {
            let isStop = isStop(index, of: text)
            let isGroup = isStop || ";；".contains(text.characters[index])
            if isStop { sentence.append(index) }
            if isGroup { group.append(index) }
            if isGroup || ",，、:：".contains(text.characters[index]) { clause.append(index) }
        }
        return (sentence, group, clause)
    }

    private static func isStop(_ index: Int, of text: SpokenText) -> Bool {
        let character = text.characters[index]
        if "。！？!?".contains(character) { return true }
        if character == "\n" { return text.endsParagraph(index) }
        return character == "." && (text[index + 1].map { $0 == " " || $0 == "\n" } ?? true)
    }

    /// A stretch around a place, up to breaks.
    private func stretch(around place: Range<Int>, _ breaks: [Int]) -> Range<Int> {
        let before = breaks.partition { $0 >= place.lowerBound }
        let after = breaks.partition { $0 >= place.upperBound }
        let start = before > 0 ? breaks[before - 1] + 1 : 0
        return start..<max(place.upperBound, after < breaks.count ? breaks[after] : text.count)
    }

    func sentence(of place: Range<Int>) -> Range<Int> { stretch(around: place, breaks.sentence) }

    func group(of place: Range<Int>) -> Range<Int> { stretch(around: place, breaks.group) }

    func clause(of place: Range<Int>) -> Range<Int> { stretch(around: place, breaks.clause) }

    func tokens(in range: Range<Int>) -> [Token] {
        Array(tokens.within(range, place: \.place))
    }

    func numbers(in range: Range<Int>) -> [SpokenNumber] {
        Array(found.numbers.within(range, place: \.place))
    }

    /// From the number before it in the clause, or the clause's beginning, to the number.
    func before(_ number: SpokenNumber, in clause: Range<Int>) -> Range<Int> {
        let previous = numbers(in: clause.lowerBound..<number.place.lowerBound).last
        return (previous?.place.upperBound ?? clause.lowerBound)..<number.place.lowerBound
    }

    /// From the number to the next one in the clause, or the clause's end.
    func after(_ number: SpokenNumber, in clause: Range<Int>) -> Range<Int> {
        let next = numbers(in: number.place.upperBound..<clause.upperBound).first
        return number.place.upperBound..<(next?.place.lowerBound ?? clause.upperBound)
    }

    /// The unit named last before the number in its sentence; where several are named at once (甲、乙
    /// 分别完成1、2), each number's own. 全县 is the unit that the whole text is of.
    func unit(of number: SpokenNumber) -> UnitCode? {
        if let unit = respective(number, in: group(of: number.place)) { return unit }
        let soFar = sentence(of: number.place).lowerBound..<number.place.lowerBound
        let unit = units.within(soFar, place: \.place).last
        let whole = tokens(in: soFar).last { $0.aspects.contains(.wholeUnit) }
        guard let unit, unit.place.lowerBound > (whole?.place.lowerBound ?? -1) else { return nil }
        return unit.unit
    }

    /// Whether 分别 gives it a unit of its own.
    func isOfOneUnitEach(_ number: SpokenNumber) -> Bool {
        respective(number, in: group(of: number.place)) != nil
    }

    /// Whether the words leave open of which place a number is: a place that is no unit here is named
    /// last before it, or several units at once.
    func isOfOtherPlace(_ number: SpokenNumber) -> Bool {
        if respective(number, in: group(of: number.place)) != nil { return false }
        let soFar = sentence(of: number.place).lowerBound..<number.place.lowerBound
        let named = Array(units.within(soFar, place: \.place))
        let whole = tokens(in: soFar).last { $0.aspects.contains(.wholeUnit) }?.place.upperBound
        let known = max(named.last?.place.upperBound ?? 0, whole ?? 0)
        let other = soFar.last { index in
            isOtherPlace(index)
        }
        let doubted = tokens(in: soFar).last { $0.aspects.contains(.doubt(.otherPlace)) }?.place
            .lowerBound
        if let last = [other, doubted].compactMap(\.self).max(), last >= known { return true }
        guard named.count > 1, let last = named.last, last.place.upperBound > (whole ?? 0) else {
            return false
        }
        // 示范县东岭镇 is one place.
        let before = named[named.count - 2]
        return before.place.upperBound < last.place.lowerBound && before.unit != last.unit
            && before.place.lowerBound >= (whole ?? 0)
            && numbers(in: before.place.upperBound..<last.place.lowerBound).isEmpty
    }

    /// The end of an unknown name of a place (西山镇), or the first letter of an unknown name.
    private func isOtherPlace(_ index: Int) -> Bool {
        guard !isKnown(index) else { return false }
        if "镇乡县市省州区".contains(text.characters[index]) { return !isKnown(index - 1) }
        return text.written[index].isUppercase && text.written[index].isLatin
            && text[index - 1]?.isLatin != true
    }

    private func respective(_ number: SpokenNumber, in group: Range<Int>) -> UnitCode? {
        let named = Array(units.within(group, place: \.place))
        let numbers = numbers(in: group)
        guard named.count > 1, named.count == numbers.count,
            isSaidRespectively(group),
            named.last!.place.upperBound <= numbers[0].place.lowerBound,
            let index = numbers.firstIndex(of: number)
        else { return nil }
        return named[index].unit
    }

    /// The span that the number is of: in its clause, before it or else after it, else in its sentence.
    func period(of number: SpokenNumber) -> SpokenPeriod? {
        func last(in range: Range<Int>) -> SpokenPeriod? {
            found.periods.within(range, place: \.place).last
        }
        let (clause, place) = (clause(of: number.place), number.place)
        return last(in: clause.lowerBound..<place.lowerBound)
            ?? last(in: place.upperBound..<clause.upperBound)
            ?? last(in: group(of: place).lowerBound..<place.lowerBound)
            ?? last(in: sentence(of: place).lowerBound..<place.lowerBound)
    }

    /// Whether a stretch holds words that no token, number, span or unit explains.
    func hasUnknownWords(in range: Range<Int>) -> Bool {
        range.contains { !isExplained[$0] && text.characters[$0].isLetter }
    }

    /// Whether a character is of a word that is known here.
    func isKnown(_ index: Int) -> Bool {
        !isExplained.indices.contains(index) || isExplained[index]
            || !text.characters[index].isLetter
    }
}

extension Array {
    /// Where in this array, ordered by it, something begins to hold.
    fileprivate func partition(_ holds: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Those that lie in a range; they are in the order of their places and do not overlap.
    func within(_ range: Range<Int>, place: (Element) -> Range<Int>) -> ArraySlice<Element> {
        let first = partition { place($0).lowerBound >= range.lowerBound }
        let last = partition { place($0).upperBound > range.upperBound }
        return self[first..<Swift.max(first, last)]
    }
}
