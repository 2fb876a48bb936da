// SPDX-License-Identifier: Apache-2.0
//
// Verdicts in words, in both languages.

import Pipeline
public import Present
import Rollup

extension SpokenVerdict.Kind: Worded {
    public var wording: Wording {
        switch self {
        case .reproduced: Wording("相符", "reproduced")
        case .different: Wording("不符", "different")
        case .ambiguous: Wording("有歧义", "ambiguous")
        case .notFound: Wording("无对应指标", "not found")
        case .notJudged: Wording("未判断", "not judged")
        }
    }
}

extension Unread: Worded {
    public var wording: Wording {
        switch self {
        case .noMeasure:
            Wording("上下文没有台账中的指标", "no word beside it names a measure of the ledger")
        case .otherUnit:
            Wording("所述指标不以此计量", "the measure named is not counted in this")
        case .partOfYear:
            Wording(
                "单月或单季数，台账只有年初以来累计数",
                "of a month or quarter alone; the ledger tells the year so far")
        case .increment:
            Wording("所述为增减量，台账只有总量", "by how much it rose or fell; the ledger tells the level")
        case .negated: Wording("句中有否定", "the words deny it")
        case .average: Wording("所述为平均数", "a mean by month, day or head")
        case .otherGrowth:
            Wording("占比，或不是与上年同期相比", "a share, or against another base than the year before")
        case .unknownWords:
            Wording("句中有未识别的词，可能限定所指", "words beside it are not understood and may narrow it")
        case .otherPlace:
            Wording("所指单位不明，或不在台账", "of a place that is no unit here, or of several at once")
        case .planned: Wording("所述为计划、目标或预期", "planned or expected")
        case .noSuchDay: Wording("没有这一天", "there is no such day")
        case .range: Wording("区间的一端，或变动前的数", "an end of a range, or what it rose from")
        case .tooLong: Wording("句子过长", "the sentence is too long")
        case .respective:
            Wording("“分别”前后个数不一致", "“respectively” with other than a number for each")
        }
    }
}

extension SpokenVerdict {
    /// What the ledger says: `新签约入库项目总投资：8.29亿元`; one for each reading where they differ.
    public func ledger(in language: Language) -> String {
        let shown = kind == .ambiguous ? answers : [answer].compactMap(\.self)
        return shown.map { answer in
            let category = answer.figure.category.map { $0.words(in: language) + " " } ?? ""
            let label = category + answer.figure.label
            let words = "\(label)\(language == .zh ? "：" : ": ")\(answer.figure.text)"
            guard kind == .ambiguous else { return words }
            return words + (answer.match.isReproduced ? " ✓" : " ✗")
        }.joined(separator: language == .zh ? "；" : "; ")
    }

    /// Why, and by how much.
    public func remark(in language: Language) -> String {
        switch kind {
        case .reproduced: reproduced(in: language)
        case .different: different(in: language)
        case .ambiguous: ambiguous(in: language)
        case .notFound, .notJudged:
            statement.unread?.words(in: language)
                ?? Wording("台账没有该数", "the ledger has no such number")[language]
        }
    }

    private func reproduced(in language: Language) -> String {
        var remarks: [String] = []
        if let match = answer?.match { remarks += SpokenVerdict.words(of: match, language) }
        let others = answers.filter { !$0.reading.isPrimary && !$0.match.isReproduced }
        for other in others {
            remarks.append(
                Wording(
                    "另有\(other.figure.label)：\(other.figure.text)",
                    "apart from it, \(other.figure.label): \(other.figure.text)")[language])
        }
        if let status = answer?.figure.status, status != .final {
            remarks.append(status.words(in: language))
        }
        return remarks.joined(separator: language == .zh ? "；" : "; ")
    }

    private static func words(of match: Match, _ language: Language) -> [String] {
        switch match {
        case .cutOff: [Wording("截尾，未四舍五入", "cut off, not rounded")[language]]
        case .bound: [Wording("作为界限成立", "holds as a bound")[language]]
        case .exact, .none, .missing: []
        }
    }

    private func different(in language: Language) -> String {
        guard let answer = answers.first(where: { $0.match != .missing }) else { return "" }
        if answer.reading.figure == .firstCrossing {
            return answer.figure.day == nil
                ? Wording("尚未达到", "not reached yet")[language]
                : Wording("不在所述期间", "not in the span told")[language]
        }
        guard let difference = answer.difference else { return "" }
        return Wording("相差\(difference)", "off by \(difference)")[language]
    }

    private func ambiguous(in language: Language) -> String {
        let labels = answers.filter { $0.match.isReproduced }.map(\.figure.label)
        let names = labels.joined(separator: language == .zh ? "、" : ", ")
        return Wording(
            "文字未说明所指；按“\(names)”则相符",
            "the words leave open of which; as “\(names)” it is reproduced")[
                language]
    }
}
