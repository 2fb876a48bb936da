// SPDX-License-Identifier: Apache-2.0
//
// What the review says at random: claims sent back, warnings and orders that name each other, projections,
// and rule sets whose days run against the order in which they are adopted.
//
// Subjects that name each other stand in one chain, so that what is refused is the same in every
// interleaving.

import Pipeline
import Seeded

extension RandomFacts {
    /// A project whose claims are sent back, corrected and voided.
    mutating func returned(_ key: String) -> Chain {
        chain("project/\(key)", count: random.pick(4...10)) { random, index, step in
            let any = [7, 23, 2, 23, 7, 23]
            return random.statement(of: key, step ?? (index == 0 ? 0 : random.random.pick(any)))
        }
    }

    /// A warning and two orders, of which the second follows the first.
    mutating func supervision() -> Chain {
        chain("warning/W", count: random.pick(4...14)) { random, index, step in
            let step = step ?? (index < 2 ? index * 2 : random.random.pick(0...7))
            var statement = Statement(step: step, words: ["unit=A", random.day()])
            let subject = step < 2 ? "warning/W" : step < 5 ? "order/D1" : "order/D2"
            statement.subject = subject
            statement.words.append("subject=\(subject.split(separator: "/")[1])")
            statement.words += random.word(of: subject, step)
            return statement
        }
    }

    private mutating func word(of subject: String, _ step: Int) -> [String] {
        switch step {
        case 0: return ["warningIssued.lamp=RED", "warningIssued.advice=赶"]
        case 1: return ["warningClosed.reason=好"]
        case 2, 5:
            var words = [
                "orderOpened.what=开工", "orderOpened.owner=张", "orderOpened.dueOn=2024-12-31",
            ]
            if random.pick(0...2) > 0 { words.append("orderOpened.warning=W") }
            if step == 5 { words.append("orderOpened.follows=D1") }
            return words
        case 3, 6: return ["orderAnswered.text=在办"]
        default:
            let outcome = random.pick(["DONE", "ESCALATED", "ESCALATED"])
            return ["orderClosed.outcome=\(outcome)", "orderClosed.reason=逾期"]
        }
    }

    /// Several of one key.
    mutating func projection() -> Chain {
        chain("projection/domesticCapital/A/2024/TREND", count: random.pick(1...4)) {
            random, _, _ in
            let words = [
                "unit=A", "effectiveOn=2024-06-30", "projectionMade.measure=domesticCapital",
                "projectionMade.year=2024", "projectionMade.method=TREND",
                "projectionMade.asOf=2024-0\(random.random.pick(1...6))-01",
            ]
            return Statement(step: 0, words: words + random.money("projectionMade.amount"))
        }
    }

    /// Total lamps, of a generator of their own: other facts of the seed are as they are without them.
    private func lamps(_ kind: String, step: Int, _ index: Int) -> [String] {
        var random = Generator(seed: seed ^ UInt64(0x1A39 + 8 * index + step))
        guard random.pick(0...2) > 0 else { return [] }
        let (high, low) = (random.pick(-1_000...500), random.pick(1...3_000))
        let days = random.pick(1...60)
        // Each bound is closed on one side or on the other.
        let (above, below) =
            random.pick(0...1) == 0 ? ("aheadFrom", "aheadBelow") : ("aheadAbove", "aheadUpTo")
        let rules = [
            "RED \(below)=\(high - low) overdueFrom=\(days)", "GREEN \(above)=\(high)",
            "YELLOW \(below)=\(high - low) overdueBelow=\(days)",
            "YELLOW \(below)=\(high) \(above)=\(high - low)",
        ]
        return rules.enumerated().flatMap { index, rule in
            let words = rule.split(separator: " ")
            let path = "\(kind).lamps[\(index)]"
            return ["\(path).lamp=\(words[0])"] + words.dropFirst().map { "\(path).\($0)" }
        }
    }

    mutating func ruleSets() -> Chain {
        chain("ruleset/R0", count: random.pick(3...7)) { random, index, step in
            let step = step ?? (index < 3 ? index : random.random.pick(0...2))
            var words = ["subject=R\(step)", "unit=A", random.day()]
            let kind = "ruleSetAdopted"
            if let cohort = random.random.pick([nil, "SIGNED", "NEWLY_STORED"]) {
                words.append("\(kind).cohort=\(cohort)")
            }
            if let rounding = random.random.pick([nil, "TRUNCATE", "HALF_EVEN"]) {
                words.append("\(kind).rounding=\(rounding)")
            }
            words.append("\(kind).percentDecimals=\(random.random.pick(0...4))")
            words += random.lamps(kind, step: step, index)
            return Statement(step: step, words: words, subject: "ruleset/R\(step)")
        }
    }
}
