// SPDX-License-Identifier: Apache-2.0
//
// Reads a paragraph: its numbers, and what each may mean by the words that it stands among.
//
// A sentence ends at 。！？ or a full stop, a group of clauses at ；, a clause at a comma. What is measured is
// named in the number's clause before it (新签约入库38个), or where nothing is, after it (76 % of the annual
// task of domestic capital), or it is what the sentence spoke of last (同比增长19.8%). A clause with words
// that mean nothing here takes over nothing: 粮食产量增长3% is not the growth of what was named before.

public import Pipeline
import Rollup

/// What a paragraph is read with.
public struct SpeechReader {
    /// The day of what names none.
    public var asOf: CivilDay
    /// Whether the asker named that day, so that the text's first span does not.
    public var isDayGiven: Bool
    /// Names by which the text may speak of units.
    public var units: [(name: String, code: UnitCode)]
    /// How the ledger's indicators are called.
    public var indicators: [(word: String, measure: Measure)]

    /// How long a text may be, in bytes.
    public static let bytesMax = 256 * 1024
    /// How many numbers it may have; of more one beyond is read, so that a caller sees it.
    public static let numbersMax = 1_000
    /// How many characters a sentence may have whose numbers are judged.
    public static let sentenceMax = 4_000
    /// How many questions it may ask: units, days and thresholds together.
    public static let questionsMax = 200

    public init(
        asOf: CivilDay, isDayGiven: Bool, units: [(name: String, code: UnitCode)],
        indicators: [(word: String, measure: Measure)]
    ) {
        (self.asOf, self.isDayGiven) = (asOf, isDayGiven)
        (self.units, self.indicators) = (units, indicators)
    }

    /// Each number of the text that may be a figure, in its order.
    public func statements(in text: String) -> [Statement] {
        let text = SpokenText(text)
        let found = FoundNumbers(in: text)
        let day = isDayGiven ? asOf : firstSpan(found.periods) ?? asOf
        let page = SpokenPage(
            text: text, found: found, words: Lexicon(indicators: indicators).tokens(in: text),
            units: mentions(in: text), asOf: day)
        return found.numbers.indices.map { page.statement($0) }
    }

    /// The day of the first span that names its year and is less than a year.
    private func firstSpan(_ periods: [SpokenPeriod]) -> CivilDay? {
        periods.first { $0.year != nil && !$0.isYear && !$0.isAlone }?.last(in: asOf.year)
    }

    private func mentions(in text: SpokenText) -> [UnitMention] {
        let names = units.map { (SpokenText($0.name).characters, $0.code) }
            .filter { !$0.0.isEmpty }.sorted { $0.0.count > $1.0.count }
        var mentions: [UnitMention] = []
        var index = 0
        while index < text.count {
            if let (name, code) = names.first(where: { text.has($0.0, at: index) }) {
                mentions.append(UnitMention(place: index..<(index + name.count), unit: code))
                index += name.count
            } else {
                index += 1
            }
        }
        return mentions
    }
}

/// A unit that a text names.
struct UnitMention: Hashable {
    var place: Range<Int>
    var unit: UnitCode
}
