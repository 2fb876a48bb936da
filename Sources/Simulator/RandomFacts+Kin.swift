// SPDX-License-Identifier: Apache-2.0
//
// Chains of several subjects that the rules ask of one another: projects that are duplicates or bundles
// of each other, and a period that is closed and reopened among the facts of its days. All that these
// rules read stands in the one chain, so that the same facts are refused in every interleaving.

import Pipeline
import Seeded

extension RandomFacts {
    mutating func kin(_ keys: [String]) -> Chain {
        var chain = Chain(needs: 1, facts: [])
        var said: [(id: FactID, key: String)] = []
        func keep(_ key: String) { said.append((chain.facts.last!.id!, key)) }
        for key in keys {
            for step in [0, 2, 7] {
                let statement = statement(of: key, step)
                chain.add(statement.needs, fact(statement.words))
                keep(key)
            }
        }
        for _ in 0..<random.pick(4...14) {
            let key = random.pick(keys)
            let others = keys.filter { $0 != key }
            var needs = 1
            var words = ["subject=\(key)", "unit=A", day()]
            switch random.pick(0...9) {
            case 0, 1:
                words.append("duplicateLinked.of=\(random.pick(others))")
                if random.pick(0...2) == 0 { words.append("duplicateLinked.sameMoney=true") }
            case 2: words.append("duplicateUnlinked.reason=非重复")
            case 3: words += bundle(of: random.pick([others, [others[0]], [others[1]], []]))
            case 4:
                words += shares()
                needs = 4
            case 5, 6:
                let (id, key) = random.pick(said)
                words = [
                    "unit=A", "voided.of=\(id.text)", "voided.subject=project/\(key)",
                    "voided.reason=误报",
                ]
            default:
                let statement = statement(of: key, random.pick([3, 5, 6, 7, 8, 9, 18]))
                (words, needs) = (statement.words, statement.needs)
            }
            chain.add(needs, fact(words))
            keep(key)
        }
        return chain
    }

    private func bundle(of parts: [String]) -> [String] {
        if parts.isEmpty { return ["bundleSet.dissolved=true"] }
        return parts.enumerated().map { "bundleSet.parts[\($0)].project=\($1)" }
    }

    /// Indicators of 2022, of which no other chain speaks, while its first quarter opens and closes.
    mutating func period() -> Chain {
        var chain = Chain(needs: 4, facts: [])
        for index in 0..<random.pick(4...10) {
            var words = ["unit=V"]
            let key = ["from=2022-01-01", "to=2022-03-31", "unit=\(random.pick(["A", "V"]))"]
            switch index == 0 ? 1 : random.pick(0...5) {
            case 0:
                words += key.map { "periodClosed.\($0)" } + [day()]
            case 1:
                words +=
                    ["from=2022-01-01", "to=2022-03-31"].map { "periodClosed.\($0)" } + [day()]
            case 2:
                words += key.map { "periodReopened.\($0)" } + [day(), "periodReopened.reason=漏报"]
            default:
                words += [
                    "effectiveOn=2022-0\(random.pick(2...5))-15",
                    "indicatorReported.measure=privateInvestment",
                    "indicatorReported.from=2022-01-01", "indicatorReported.to=2022-02-28",
                    "indicatorReported.accumulation=CUMULATIVE", "indicatorReported.status=FLASH",
                ]
                words += money("indicatorReported.amount")
                if random.pick(0...1) == 0 { words.append("lateReason=补报") }
            }
            chain.add(4, fact(words))
        }
        return chain
    }
}
