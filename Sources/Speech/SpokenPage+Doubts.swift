// SPDX-License-Identifier: Apache-2.0
//
// Why a number whose measure is named is not judged all the same.
//
// Law: a number is judged only where every word of its clause is understood, and none of them makes of it
// what the ledger does not tell: an increment, a plan, a mean, a share, a denial, another place. A text
// that is right but says more than is understood here is not judged; it is never called reproduced.

import Pipeline
import Rollup

extension SpokenPage {
    /// Nil where nothing speaks against judging the number.
    func doubt(_ number: SpokenNumber, _ words: Words) -> Unread? {
        let clause = clause(of: number.place)
        let sentence = sentence(of: number.place)
        if isRange(number) { return .range }
        if let period = period(of: number), period.last(in: asOf.year) == nil { return .noSuchDay }
        if let said = said(number, words, clause, sentence) { return said }
        if !isRespective(number) { return .respective }
        let named = [clause] + words.sources.map { self.clause(of: $0) }
        if named.contains(where: hasUnknownWords) || isNarrowed(number, words, clause) {
            return .unknownWords
        }
        if isOfOtherPlace(number) { return .otherPlace }
        if isIncrement(number, words, clause) { return .increment }
        return isOfOtherBase(number, sentence.lowerBound..<clause.upperBound) ? .otherGrowth : nil
    }

    /// What a word that the lexicon knows as doubtful says: of a plan in the sentence, of a month alone in
    /// the group of clauses, else in the clause.
    private func said(
        _ number: SpokenNumber, _ words: Words, _ clause: Range<Int>, _ sentence: Range<Int>
    ) -> Unread? {
        func doubts(from start: Int) -> Set<Unread> {
            Set(
                tokens(in: start..<clause.upperBound).flatMap(\.aspects).compactMap {
                    if case .doubt(let doubt) = $0 { doubt } else { nil }
                })
        }
        let here = doubts(from: clause.lowerBound)
        if here.contains(.negated) { return .negated }
        if doubts(from: sentence.lowerBound).contains(.planned) { return .planned }
        let group = group(of: number.place)
        let hasPeriod = !found.periods.within(clause, place: \.place).isEmpty
        if here.contains(.partOfYear)
            || !hasPeriod && doubts(from: group.lowerBound).contains(.partOfYear)
        {
            return words.isLevel ? .unknownWords : .partOfYear
        }
        if here.contains(.average), !words.aspects.contains(.stillNeeded) { return .average }
        return here.contains(.otherGrowth) ? .otherGrowth : nil
    }

    /// 4至5亿元, 4—5亿元; and 由13个 of 由13个增加到38个.
    private func isRange(_ number: SpokenNumber) -> Bool {
        let (start, end) = (number.place.lowerBound, number.place.upperBound)
        func isLink(_ index: Int) -> Bool {
            text[index].map { "-—~至到".contains($0) } ?? false
        }
        func isDigit(_ index: Int) -> Bool {
            text[index]?.digit != nil || Numeral.isChinese(text[index])
        }
        if ["由", "从", "from", "between"].contains(where: { text.has($0, before: start) }) {
            return true
        }
        let next = text.afterBlanks(end)
        if isDigit(end) || isLink(next) && isDigit(text.afterBlanks(next + 1)) { return true }
        if text.has("to", at: next), isDigit(text.afterBlanks(next + 2)) { return true }
        guard let before = found.numbers.within(0..<start, place: \.place).last else {
            return false
        }
        let between = String(text.characters[before.place.upperBound..<start])
            .filter { $0 != " " }
        let isOpened = ["由", "从", "from"].contains {
            text.has($0, before: before.place.lowerBound)
        }
        return !isOpened && ["-", "—", "~", "至", "到", "to"].contains(between)
    }

    /// Words of the clause that mean something, those behind the number where no other number follows.
    private func wordsBeside(_ number: SpokenNumber, _ clause: Range<Int>) -> [Token] {
        let after = after(number, in: clause)
        let isLast = after.upperBound == clause.upperBound
        return tokens(in: clause.lowerBound..<number.place.lowerBound)
            + (isLast ? tokens(in: after) : [])
    }

    /// 新签约入库工业项目 are not all that were stored.
    private func isNarrowed(
        _ number: SpokenNumber, _ words: Words, _ clause: Range<Int>
    ) -> Bool {
        let places = [clause] + words.sources.map { self.clause(of: $0) }
        let aspects = places.flatMap { tokens(in: $0) }.flatMap { $0.aspects }
        return aspects.contains { aspect in
            switch aspect {
            case .part: words.subject?.isIndicator != true
            case .category: words.subject != .entities
            default: false
            }
        }
    }

    private func isIncrement(
        _ number: SpokenNumber, _ words: Words, _ clause: Range<Int>
    ) -> Bool {
        guard [.money, .count, .bare].contains(number.unit) else { return false }
        if words.subject == .entities, words.aspects.contains(.netIncrease) { return false }
        if number.sign == 1 { return true }
        let start = number.place.lowerBound
        let before = tokens(in: before(number, in: clause))
        if before.last?.aspects.contains(.reaching) == true
            || ["到", "至", "to"].contains(where: { text.has($0, before: start) })
        {
            return false
        }
        let aspects = wordsBeside(number, clause).flatMap { $0.aspects }
        return aspects.contains { [.up, .down, .yearOnYear, .netIncrease].contains($0) }
    }

    /// Growth is against the year before, whole or the same months of it.
    private func isOfOtherBase(_ number: SpokenNumber, _ range: Range<Int>) -> Bool {
        let asked = period(of: number)?.last(in: asOf.year) ?? asOf
        return found.bases.within(range, place: \.place).contains { base in
            guard base.isLastYear || base.year == asked.year - 1 else { return true }
            return !(base.isYear || base.isSameSpan || base.lastMonth == asked.month)
        }
    }

    // MARK: Each its own

    func isSaidRespectively(_ group: Range<Int>) -> Bool {
        tokens(in: group).contains { $0.aspects.contains(.respectively) }
    }

    /// Whether 分别 is not said, or there is a number for each unit or measure named before.
    private func isRespective(_ number: SpokenNumber) -> Bool {
        let group = group(of: number.place)
        return !isSaidRespectively(group) || isOfOneUnitEach(number)
            || respectiveSubject(of: number) != nil
    }

    /// Of 工业投资、民间投资分别增长192.5%、97.9%: the number's own measure, and what is said of all.
    func respectiveSubject(of number: SpokenNumber) -> (subject: Subject, aspects: Set<Aspect>)? {
        let group = group(of: number.place)
        let numbers = numbers(in: group)
        guard numbers.count > 1, isSaidRespectively(group),
            let index = numbers.firstIndex(of: number)
        else { return nil }
        let before = tokens(in: group.lowerBound..<numbers[0].place.lowerBound)
        let named = before.filter { $0.subject != nil }
        guard named.count == numbers.count, let subject = named[index].subject else { return nil }
        let said = before.filter { $0.place.lowerBound > named.last!.place.lowerBound }
        return (subject, Set(said.flatMap(\.aspects)))
    }
}
