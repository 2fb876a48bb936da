// SPDX-License-Identifier: Apache-2.0
//
// Where a visitor stands: `projectSigned.totalInvestment`, `evidence[0]`. Steps are kept as they
// are, and joined only when a finding asks for the text.

/// A stack of names and indices.
struct FieldPath {
    private var steps: [Step] = []

    struct Step {
        var name: String
        var index: Int?
    }

    mutating func enter(_ name: String, _ index: Int? = nil) {
        steps.append(Step(name: name, index: index))
    }

    mutating func leave() { steps.removeLast() }

    /// The path of a field below this place; empty for the message as a whole.
    func text(to name: String? = nil, _ index: Int? = nil) -> String {
        var all = steps
        if let name { all.append(Step(name: name, index: index)) }
        return all.map { $0.name + ($0.index.map { "[\($0)]" } ?? "") }.joined(separator: ".")
    }
}
