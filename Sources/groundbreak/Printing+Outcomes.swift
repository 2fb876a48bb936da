// SPDX-License-Identifier: Apache-2.0
//
// What became of several facts that were sent together.

import ArgumentParser
import Pipeline
import Present
import Wire

extension Printing {
    /// A line for each fact, and exit code 1 where any was not taken.
    static func outcomes(
        _ outcomes: [Outcome], of facts: [Fact], _ format: OutputOptions
    ) throws {
        let isChinese = format.language == .zh
        var isWhole = true
        for (fact, outcome) in zip(facts, outcomes) {
            let what = [
                fact.content?.kind.words(in: format.language), fact.derivedSubject?.text,
            ].compactMap(\.self).joined(separator: " ")
            let place = outcome.position.map { "\($0)" } ?? "?"
            switch outcome.kind {
            case .created:
                Console.say(
                    isChinese
                        ? "\(what)：已入账，第 \(place) 条" : "\(what): journaled at position \(place)")
            case .exists:
                Console.say(
                    isChinese
                        ? "\(what)：此前已入账，第 \(place) 条" : "\(what): already at position \(place)")
            default:
                isWhole = false
                Console.say(isChinese ? "\(what)：未入账" : "\(what): not journaled")
            }
            for finding in outcome.violations + outcome.warnings {
                Console.say("  " + Console.line(finding, language: format.language))
            }
        }
        if !isWhole { throw ExitCode.refused }
    }
}
