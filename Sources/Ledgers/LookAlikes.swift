// SPDX-License-Identifier: Apache-2.0
//
// New rows that look like rows that are gone: a name that was mended, a number that was filled in. Sent
// as new they would be counted twice, since the gone row stays in force.
//
// Law: a signing looks like another of the same name or investor, of the same day and amount, or of the
// same day and unit; an arrival like another of the same voucher, or of the same project with the same day
// or amount; a count of entities like another of the same unit, category and number; a task like another
// of the same unit, measure and year; an indicator like another of the same value; a unit like another
// of the same name. Nothing else is held back; where rows are gone and others new, the import says so.

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
        switch fact.content {
        case .projectSigned(let signed): marks(of: signed, fact)
        case .capitalArrived(let arrival): marks(of: arrival, fact)
        case .entityStockReported(let it), .entitiesRegistered(let it),
            .entitiesDeregistered(let it), .entitiesMovedIn(let it), .entitiesMovedOut(let it):
            [
                "entities \(fact.content?.kind.rawValue ?? 0) \(it.unit?.text ?? "") "
                    + "\(it.category?.rawValue ?? "") \(it.count ?? 0)"
            ]
        case .annualTaskSet(let task):
            [
                "task \(task.unit?.text ?? "") \(task.measure?.text ?? "") \(task.year ?? 0) "
                    + "\(task.grade?.rawValue ?? "")"
            ]
        case .indicatorReported(let it):
            [
                "indicator \(it.unit?.text ?? "") \(it.measure?.text ?? "") "
                    + "\(it.status?.rawValue ?? "") \(it.amount?.words ?? "") \(it.count ?? -1)"
            ]
        case .unitDefined(let unit): unit.name.map { ["unit \($0)"] } ?? []
        default: []
        }
    }

    private static func marks(of signed: ProjectSigned, _ fact: Fact) -> [String] {
        let day = fact.effectiveOn?.text ?? ""
        let terms = signed.terms
        var marks: [String] = []
        if let name = signed.name { marks.append("name \(name)") }
        if let amount = terms.totalInvestment?.words { marks.append("signed \(day) \(amount)") }
        if let unit = terms.hostUnit { marks.append("signed \(day) by \(unit.text)") }
        if let investor = terms.investor { marks.append("investor \(investor)") }
        return marks
    }

    private static func marks(of arrival: CapitalArrived, _ fact: Fact) -> [String] {
        let project = fact.subject ?? ""
        var marks = fact.evidence.compactMap { evidence in
            evidence.kind == "voucher" ? evidence.number.map { "voucher \($0)" } : nil
        }
        if let amount = arrival.amount?.words { marks.append("arrived \(project) \(amount)") }
        if let day = fact.effectiveOn { marks.append("arrived \(project) on \(day.text)") }
        return marks
    }
}
