// SPDX-License-Identifier: Apache-2.0
//
// New rows that look like rows that are gone: a name that was mended, a number that was filled in. Sent
// as new they would be counted twice, since the gone row stays in force.
//
// Law: a signing looks like another of the same name, or of the same day and amount; an arrival like
// another of the same project, day and amount. Nothing else is held back.

import Pipeline

struct LookAlikes {
    private var marks: [String: Int] = [:]

    init(_ gone: [GoneRow]) {
        for (index, row) in gone.enumerated() {
            for fact in row.facts {
                for mark in LookAlikes.marks(of: fact) where marks[mark] == nil {
                    marks[mark] = index
                }
            }
        }
    }

    /// The row that is gone, by its place among them.
    func index(of facts: [Fact]) -> Int? {
        if marks.isEmpty { return nil }
        return facts.lazy.flatMap(LookAlikes.marks).compactMap { marks[$0] }.first
    }

    private static func marks(of fact: Fact) -> [String] {
        let day = fact.effectiveOn?.text ?? ""
        switch fact.content {
        case .projectSigned(let signed):
            var marks: [String] = []
            if let name = signed.name { marks.append("name \(name)") }
            if let amount = signed.terms.totalInvestment?.words {
                marks.append("signed \(day) \(amount)")
            }
            return marks
        case .capitalArrived(let arrival):
            return arrival.amount.map { ["arrived \(fact.subject ?? "") \(day) \($0.words)"] } ?? []
        default: return []
        }
    }
}
