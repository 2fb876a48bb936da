// SPDX-License-Identifier: Apache-2.0
//
// What stands below a bulletin: the rule set, the rounding, the knowledge, what is to be known of the
// figures, and who has not reported.

import Pipeline
import Rollup

extension MonthlyReview {
    var remarks: [Prose] {
        var remarks: [Prose] = [Prose(knowledge), Prose(rules)]
        if !notReported.isEmpty {
            let names = notReported.joined(separator: language == .zh ? "、" : ", ")
            remarks.append(
                Prose(
                    Wording("本月尚未报送：\(names)。", "Nothing reported of the month yet: \(names).")[
                        language]))
        }
        return remarks + notes.map { Prose($0) }
    }

    private var knowledge: String {
        let known = (epoch.map { "\($0):" } ?? "") + "\(position)"
        return language == .zh
            ? "数据截至\(asOf.text)，依据台账至第\(position)条（\(known)）。"
            : "Figures as of \(asOf.text), known at position \(position) (\(known))."
    }

    private var rules: String {
        let names = ruleSets.isEmpty ? ["default"] : ruleSets
        let rounding =
            switch self.rounding {
            case .halfUp: Wording("四舍五入", "rounded half up")
            case .halfEven: Wording("四舍六入五成双", "rounded half to even")
            case .truncate: Wording("截尾", "cut off, not rounded")
            }
        let parts = FigureNote.mayNotAdd.words(in: language)
        return language == .zh
            ? "口径：\(names.joined(separator: "、"))；数值\(rounding.zh)。\(parts)。"
            : "Rule set: \(names.joined(separator: ", ")); numbers are \(rounding.en). \(parts)."
    }

    /// Each note once, with the figures that it is of; of notes on almost all figures alone.
    private var notes: [String] {
        let whole = printed
        return FigureNote.allCases.filter { $0 != .mayNotAdd }.compactMap { note in
            var labels: [String] = []
            for figure in whole where figure.notes.contains(note) {
                let category = figure.category.map { $0.words(in: language) + " " } ?? ""
                let label = category + figure.label
                if !labels.contains(label) { labels.append(label) }
            }
            guard !labels.isEmpty else { return nil }
            let words = note.words(in: language)
            if note.isGeneral { return words + (language == .zh ? "。" : ".") }
            let list = labels.joined(separator: language == .zh ? "、" : ", ")
            return language == .zh ? "\(list)：\(words)。" : "\(list): \(words)."
        }
    }

    /// The figures that the paragraph and the tables show; what no number of the paper is of has no note.
    private var printed: [AnsweredFigure] {
        let quoted = Set(quotedQuestions)
        return (figures + entities.flatMap(\.figures)).filter {
            quoted.contains($0.question)
        }
    }
}
