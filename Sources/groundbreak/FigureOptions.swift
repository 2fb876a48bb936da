// SPDX-License-Identifier: Apache-2.0
//
// Which figure, of which question: options that `explain` and `diff` share.

import ArgumentParser
import Pipeline
import Rollup
import Wire

struct FigureOptions: ParsableArguments {
    @Argument(help: "The figure, as domesticCapital or completionRate.")
    var measure: String
    @Option(help: "Of which measure, where several figures have the name.")
    var of: String?
    @Option(help: "Of which task: BASE or STRETCH.")
    var grade: String?
    @Option(help: "Of which task: who set it.")
    var issuer: String?
    @Option(help: "A figure of `entities`, of this category.")
    var category: String?
    @Option(help: "A figure of `entities`, since this day.")
    var since: String?

    func choice() throws -> FigureChoice {
        var choice = FigureChoice()
        choice.measure = measure
        choice.of = try parsed(of, Measure.self, "--of")
        choice.grade = try named(grade, TaskGrade.self, "--grade")
        choice.issuer = issuer
        choice.category = try named(category, EntityCategory.self, "--category")
        choice.from = try parsed(since, CivilDay.self, "--since")
        return choice
    }
}

struct QuestionOptions: ParsableArguments {
    @Option(help: "The unit's code; not needed where the tree has one root.")
    var unit: String?
    @Option(help: "The day, as 2024-06-30; by default the end of the month of the latest facts.")
    var asOf: String?
    @OptionGroup var past: KnownAtOptions
    @Option(help: "What the start rate is of: NEWLY_STORED or SIGNED.")
    var cohort: String?
    @Option(help: "The stock whose first crossing is asked.")
    var threshold: Int64?
    @Option(help: "What a count says of a bundle: AS_ONE or BY_PARTS.")
    var bundles: String?
    @Option(help: "By which tree: DATED, or NOW for that of the day asked.")
    var tree: String?
    @Option(help: "Decimals of rates and points, 0–4.")
    var decimals: Int64?
    @Option(help: "HALF_UP, HALF_EVEN or TRUNCATE.")
    var rounding: String?

    func question(_ format: OutputOptions) throws -> ProgressRequest {
        var question = ProgressRequest()
        question.unit = try parsed(unit, UnitCode.self, "--unit")
        question.asOf = try parsed(asOf, CivilDay.self, "--as-of")
        question.knownAt = try past.choice()
        question.cohort = try named(cohort, Cohort.self, "--cohort")
        question.threshold = threshold
        question.bundles = try named(bundles, BundleChoice.self, "--bundles")
        question.tree = try named(tree, TreeChoice.self, "--tree")
        question.decimals = decimals
        question.rounding = try named(rounding, RoundingRule.self, "--rounding")
        question.language = format.language.choice
        question.completeness = true
        return question
    }
}

/// Reads a word of a closed list, or says which there are.
func named<T: NamedChoice>(_ text: String?, _ type: T.Type, _ flag: String) throws -> T? {
    guard let text else { return nil }
    guard let value = T(rawValue: text) else {
        let words = T.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("\(flag): “\(text)” is none of \(words)")
    }
    return value
}
