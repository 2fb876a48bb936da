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

    /// A stretch around a place, up to breaks of a kind.
    private func stretch(around place: Range<Int>, _ isBreak: (Int) -> Bool) -> Range<Int> {
        var (start, end) = (place.lowerBound, place.upperBound)
        while start > 0, isCovered(start - 1) || !isBreak(start - 1) { start -= 1 }
        while end < text.count, isCovered(end) || !isBreak(end) { end += 1 }
        return start..<end
    }

    /// Whether it is part of a number or a span: a comma of 30,018 breaks nothing.
    private func isCovered(_ index: Int) -> Bool {
        found.numbers.contains { $0.place.contains(index) }
            || found.periods.contains { $0.place.contains(index) }
    }

    private func isStop(_ index: Int) -> Bool {
        guard let character = text[index] else { return true }
        if "。！？!?".contains(character) { return true }
        if character == "\n" { return text.endsParagraph(index) }
        return character == "." && (text[index + 1].map { $0 == " " || $0 == "\n" } ?? true)
    }

    func sentence(of place: Range<Int>) -> Range<Int> { stretch(around: place, isStop) }

    func group(of place: Range<Int>) -> Range<Int> {
        stretch(around: place) { isStop($0) || text[$0].map { ";；".contains($0) } ?? true }
    }

    func clause(of place: Range<Int>) -> Range<Int> {
        stretch(around: place) {
            isStop($0) || text[$0].map { ";；,，、:：".contains($0) } ?? true
        }
    }

    func tokens(in range: Range<Int>) -> [Token] {
        tokens.filter {
            $0.place.lowerBound >= range.lowerBound && $0.place.upperBound <= range.upperBound
        }
    }

    func numbers(in range: Range<Int>) -> [SpokenNumber] {
        found.numbers.filter {
            $0.place.lowerBound >= range.lowerBound && $0.place.upperBound <= range.upperBound
        }
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
    /// 分别完成1、2), each number's own.
    func unit(of number: SpokenNumber) -> UnitCode? {
        let group = group(of: number.place)
        if let unit = respective(number, in: group) { return unit }
        let start = sentence(of: number.place).lowerBound
        return units.last {
            $0.place.lowerBound >= start && $0.place.upperBound <= number.place.lowerBound
        }?.unit
    }

    private func respective(_ number: SpokenNumber, in group: Range<Int>) -> UnitCode? {
        let named = units.filter { group.contains($0.place.lowerBound) }
        let numbers = numbers(in: group)
        guard named.count > 1, named.count == numbers.count,
            group.contains(where: { text.has("分别", at: $0) || text.has("respectively", at: $0) }),
            named.last!.place.upperBound <= numbers[0].place.lowerBound,
            let index = numbers.firstIndex(of: number)
        else { return nil }
        return named[index].unit
    }

    /// The span that the number is of: in its clause, before it or else after it, else in its sentence.
    func period(of number: SpokenNumber) -> SpokenPeriod? {
        func last(in range: Range<Int>) -> SpokenPeriod? {
            found.periods.last {
                $0.place.lowerBound >= range.lowerBound && $0.place.upperBound <= range.upperBound
            }
        }
        let (clause, place) = (clause(of: number.place), number.place)
        return last(in: clause.lowerBound..<place.lowerBound)
            ?? last(in: place.upperBound..<clause.upperBound)
            ?? last(in: group(of: place).lowerBound..<place.lowerBound)
            ?? last(in: sentence(of: place).lowerBound..<place.lowerBound)
    }

    // MARK: Words without a meaning here

    private static let fillers: Set<Character> = Set(
        "的比较为达到实现了同上去年期约近超过其中共已全县市区个项目户家分别累计今后等至截并和及与预计元含该这新也均完成当月底末")
    private static let fillerWords: Set<String> = [
        "of", "the", "a", "an", "and", "with", "was", "is", "were", "are", "to", "by", "came", "on",
        "year", "before", "at", "in", "them", "which", "or", "about", "that", "this", "it", "since",
        "number", "had", "has", "have", "so", "far", "its", "for", "reached", "brought", "estimate",
        "flash", "estimated", "total", "began", "new", "projects",
    ]

    /// Whether a stretch holds words that no token, number, span or unit explains.
    func hasUnknownWords(in range: Range<Int>) -> Bool {
        let explained =
            tokens.map(\.place) + found.numbers.map(\.place) + found.periods.map(\.place)
            + units.map(\.place)
        var (characters, words, word) = (0, 0, "")
        func endWord() {
            if word.count > 1, !Self.fillerWords.contains(word) { words += 1 }
            word = ""
        }
        for index in range where !explained.contains(where: { $0.contains(index) }) {
            let character = text.characters[index]
            if character.isLatin { word.append(character) } else { endWord() }
            if character.isLetter, !character.isASCII, !Self.fillers.contains(character) {
                characters += 1
            }
        }
        endWord()
        return characters > 1 || words > 1
    }
}
