// SPDX-License-Identifier: Apache-2.0
//
// What a figure is called, in the field's own words (DOMAIN.md, section 2).
//
// The short label stands where the rows around it say which measure it is about; the full label
// stands alone and names the measure too.

public import Pipeline
public import Rollup

/// Labels of figures and measures.
public enum FigureLabel {
    /// The label of a figure beside its measure: `完成率`, `年度任务(基本)`, `工业投资同比`.
    ///
    /// What follows from a stretch task says so; what follows from a base task needs not.
    public static func label(of figure: Figure, language: Language) -> String {
        switch figure.name {
        case .indicator: about(figure, language)
        case .yearOnYear: joined(about(figure, language), figure.name, language)
        case .firstCrossing: crossing(figure, language)
        case .task: graded(figure.name, figure.grade, language)
        case .completionRate, .proRata, .aheadBehind, .stillNeeded, .quarterShortfall,
            .targetMarkUp:
            graded(figure.name, figure.grade == .stretch ? .stretch : nil, language)
        default: figure.name.words(in: language) + unit(of: figure.name, language)
        }
    }

    /// The label of a figure that stands alone: `使用内资完成率`.
    public static func fullLabel(of figure: Figure, language: Language) -> String {
        let short = label(of: figure, language: language)
        guard figure.name.followsTask, let measure = figure.measure else { return short }
        let name = label(of: measure, language: language)
        return language.choose(name + short, "\(name): \(lowercasingFirst(short))")
    }

    /// The name of a measure; an indicator unknown to this page has the name it was reported under.
    public static func label(of measure: Measure, language: Language) -> String {
        measure.known?[language] ?? measure.text
    }

    private static func about(_ figure: Figure, _ language: Language) -> String {
        figure.measure.map { label(of: $0, language: language) }
            ?? figure.name.words(in: language)
    }

    private static func joined(
        _ subject: String, _ name: FigureName, _ language: Language
    ) -> String {
        let words = name.words(in: language)
        return language.choose(subject + words, "\(subject), \(lowercasingFirst(words))")
    }

    private static func graded(
        _ name: FigureName, _ grade: TaskGrade?, _ language: Language
    ) -> String {
        let words = name.words(in: language)
        guard let grade = grade?.words(in: language) else { return words }
        return language.choose("\(words)(\(grade))", "\(words) (\(grade))")
    }

    private static func crossing(_ figure: Figure, _ language: Language) -> String {
        guard let threshold = figure.threshold else { return figure.name.words(in: language) }
        let number = DecimalText.grouped("\(threshold)")
        return language.choose("首次突破\(number)户", "First day at or above \(number)")
    }

    private static func unit(of name: FigureName, _ language: Language) -> String {
        let word =
            switch name {
            case .newlyStored, .newlyStoredSinceWithdrawn, .started, .startedOfCohort, .signed:
                "(个)"
            case .entityStock, .netIncrease, .registered, .deregistered, .movedIn, .movedOut,
                .converted, .promoted, .stockDifference:
                "(户)"
            default: ""
            }
        return Wording(word, "")[language]
    }

    private static func lowercasingFirst(_ text: String) -> String {
        text.prefix(1).lowercased() + text.dropFirst()
    }
}

extension FigureName {
    /// Whether the figure is a task or follows from one.
    var followsTask: Bool {
        switch self {
        case .task, .completionRate, .proRata, .aheadBehind, .stillNeeded, .quarterShortfall,
            .targetMarkUp:
            true
        default: false
        }
    }
}

extension Measure {
    /// The words of a measure that the field has a name for.
    fileprivate var known: Wording? {
        switch self {
        case .newlyStored: FigureName.newlyStored.wording
        case .newlyStoredInvestment: FigureName.newlyStoredInvestment.wording
        case .signed: FigureName.signed.wording
        case .signedInvestment: FigureName.signedInvestment.wording
        case .started: FigureName.started.wording
        case .startedInvestment: FigureName.startedInvestment.wording
        case .startedOfCohort:
            Wording("新签约入库项目已开工", "Newly signed and stored projects that started")
        case .domesticCapital: FigureName.domesticCapital.wording
        case .entityStock: FigureName.entityStock.wording
        case .netIncrease: Wording("经营主体净增", "Net increase of business entities")
        case .projectInvestment: Wording("项目投资", "Project investment")
        case .industrialInvestment: Wording("工业投资", "Industrial investment")
        case .privateInvestment: Wording("民间投资", "Private investment")
        default: nil
        }
    }
}
