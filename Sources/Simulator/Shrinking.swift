// SPDX-License-Identifier: Apache-2.0
//
// A failing scenario made small: fewer steps, fewer faults, the same law broken.
//
// Greedy, and bounded by the number of faults: the last step is known from the run, then each fault
// that struck is switched off if the law still breaks without it. What is left is what it takes.

extension Scenario {
    /// The smallest scenario found that breaks the same law; itself when it breaks none.
    public func shrunk() -> Scenario {
        guard let broken = run().broken else { return self }
        var best = self
        best.shorten(until: broken.invariant)
        for fault in Fault.allCases {
            var fewer = best
            fewer.without.insert(fault)
            if fewer.breaks(broken.invariant) { best = fewer }
        }
        best.shorten(until: broken.invariant)
        return best
    }

    private func breaks(_ invariant: Invariant) -> Bool { run().broken?.invariant == invariant }

    private mutating func shorten(until invariant: Invariant) {
        let last = run().steps
        if last < steps {
            var shorter = self
            shorter.steps = last
            if shorter.breaks(invariant) { self = shorter }
        }
        var cut = steps / 2
        while cut > 0 {
            var shorter = self
            shorter.steps -= cut
            if shorter.steps > 0, shorter.breaks(invariant) {
                self = shorter
            } else {
                cut /= 2
            }
        }
    }

    /// The command that runs it.
    public var command: String {
        var words = ["simulate --first-seed \(seed) --seeds 1 --steps \(steps)"]
        if !without.isEmpty {
            let names = without.map(\.rawValue).sorted().joined(separator: ",")
            words.append("--without \(names)")
        }
        if commitsPerSync > 1 { words.append("--commits-per-sync \(commitsPerSync)") }
        return words.joined(separator: " ")
    }
}
