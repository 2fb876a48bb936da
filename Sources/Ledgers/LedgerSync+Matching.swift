// SPDX-License-Identifier: Apache-2.0
//
// Which journaled row a row of the sheet is, where several have one key: two projects of one name,
// arrivals of one project without vouchers. By their order alone a row inserted above, or a sorted
// sheet, would make each the next one.
//
// Law: rows of a key are matched with the journaled ones that say most of the same, equal ones first;
// what is left over takes the next free number. A row whose key stands once is not looked at.

import Pipeline

extension LedgerSync {
    /// The rows with facts, each under the number of the journaled row that it is.
    func matched(_ rows: [RowReport]) -> [RowReport] {
        var rows = rows.filter { $0.key != nil && !$0.facts.isEmpty }
        let groups = Dictionary(grouping: rows.indices) { rows[$0].key!.parts }
        for (parts, members) in groups {
            let journaled = journaled(parts, atLeast: members.count, like: rows[members[0]])
            guard members.count > 1 || journaled.count > 1 else { continue }
            // Beyond that, order is all there is.
            guard members.count * journaled.count <= 250_000 else { continue }
            let numbers = numbers(members.map { rows[$0] }, journaled)
            for (index, number) in zip(members, numbers) where number != rows[index].key?.occurrence
            {
                rows[index] = numbered(rows[index], number)
            }
        }
        return rows
    }

    /// What is in force under each number of a key, from 1 until nothing was ever journaled.
    private func journaled(
        _ parts: [String], atLeast count: Int, like row: RowReport
    ) -> [[FactPlace: String]] {
        let kinds = row.facts.compactMap(\.content?.kind)
        var found: [[FactPlace: String]] = []
        while true {
            let key = RowKey(parts: parts, occurrence: found.count + 1)
            var places: [FactPlace: String] = [:]
            var isThere = false
            for kind in Set(kinds) {
                let standing = state.standing(of: identity.id(key, kind))
                if standing != .unknown { isThere = true }
                if case .inForce(let logged) = standing {
                    places.merge(logged.fact.places) { first, _ in first }
                }
            }
            if !isThere { return found }
            found.append(places)
        }
    }

    /// A number for each row: those that say most of the same find each other first.
    private func numbers(_ rows: [RowReport], _ journaled: [[FactPlace: String]]) -> [Int] {
        let said = rows.map { row in
            row.facts.reduce(into: [FactPlace: String]()) {
                $0.merge($1.places) { first, _ in first }
            }
        }
        var pairs: [(score: Int, row: Int, number: Int)] = []
        for (row, places) in said.enumerated() {
            for (number, known) in journaled.enumerated() {
                let same = places.count { known[$0.key] == $0.value }
                pairs.append((same, row, number))
            }
        }
        pairs.sort { ($1.score, $0.row, $0.number) < ($0.score, $1.row, $1.number) }
        var numbers = [Int?](repeating: nil, count: rows.count)
        var taken: Set<Int> = []
        for pair in pairs where numbers[pair.row] == nil && !taken.contains(pair.number) {
            numbers[pair.row] = pair.number + 1
            taken.insert(pair.number)
        }
        var next = journaled.count
        return numbers.map { number in
            if let number { return number }
            next += 1
            return next
        }
    }

    /// The row under another number: its ids, and the subject that is made of its key.
    private func numbered(_ row: RowReport, _ number: Int) -> RowReport {
        var row = row
        var key = row.key!
        let old = "row-\(identity.rowName(key))"
        key.occurrence = number
        let new = "row-\(identity.rowName(key))"
        row.key = key
        var parts: [FactKind: Int] = [:]
        row.changeFacts { fact in
            guard let kind = fact.content?.kind else { return }
            let part = parts[kind, default: 0]
            parts[kind] = part + 1
            fact.id = identity.id(key, kind, part: part)
            if fact.subject == old { fact.subject = new }
        }
        return row
    }
}

extension RowReport {
    fileprivate mutating func changeFacts(_ change: (inout Fact) -> Void) {
        func changed(_ facts: [Fact]) -> [Fact] {
            facts.map { fact in
                var fact = fact
                change(&fact)
                return fact
            }
        }
        switch outcome {
        case .made(let facts): outcome = .made(changed(facts))
        case .flagged(let facts, let findings): outcome = .flagged(changed(facts), findings)
        case .skipped: break
        }
    }
}
