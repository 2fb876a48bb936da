// SPDX-License-Identifier: Apache-2.0
//
// Which journaled row a row of the sheet is, where its key does not say it all: projects known by their
// name, arrivals of one project without vouchers. By their order alone a row inserted above, or a sorted
// sheet, would make each the next one.
//
// Law: rows of a key are matched with the journaled ones that say most of the same, equal ones first;
// what is left over takes a free number. Under a key that the program picked for want of a better one,
// rows are never the same where day and amount both differ (of projects the unit too), not even where
// the key stands once. A key with a number, a voucher, or chosen by a person is taken at its word.

import Pipeline

extension LedgerSync {
    /// The rows with facts, each under the number of the journaled row that it is.
    func matched(_ rows: [RowReport]) -> [RowReport] {
        let stating = rows.filter { $0.key != nil && !$0.facts.isEmpty }
        // A ledger that is new has nothing to be matched with.
        guard state.count > 0 else { return stating }
        var most: [[String]: Int] = [:]
        for case let key? in rows.map(\.key) { most[key.parts] = key.occurrence }
        var rows = stating
        let groups = Dictionary(grouping: rows.indices) { rows[$0].key!.parts }
        for (parts, members) in groups {
            let said = members.map { rows[$0] }
            let journaled = journaled(parts, atLeast: most[parts] ?? 1, like: said)
            guard !journaled.isEmpty else { continue }
            let isLoose = isLoose(parts, said[0])
            guard isLoose || members.count > 1 || journaled.count > 1 else { continue }
            // Beyond that, order is all there is.
            guard members.count * journaled.count <= 250_000 else { continue }
            let numbers = numbers(said, journaled, isLoose: isLoose)
            for (index, number) in zip(members, numbers) where number != rows[index].key?.occurrence
            {
                rows[index] = numbered(rows[index], number)
            }
        }
        return rows
    }

    /// Whether the key was picked for want of a number, a voucher, or a person's word.
    private func isLoose(_ parts: [String], _ row: RowReport) -> Bool {
        guard file.mapping.keys?.isEmpty ?? true,
            !(file.mapping.renamed ?? []).contains(where: { $0.was == parts })
        else { return false }
        return switch file.kind {
        case .capital: parts.count == 1
        case .projects: row.facts.first?.subject?.hasPrefix("row-") ?? false
        case .units, .tasks, .entities, .indicators: false
        }
    }

    /// What is journaled under the numbers of a key, of a place that was voided what it said last.
    ///
    /// - Parameter count: how many rows of the sheet have the key, those without facts included: as far
    ///   numbers are looked for behind one that was never journaled.
    private func journaled(
        _ parts: [String], atLeast count: Int, like rows: [RowReport]
    ) -> [Int: [FactPlace: String]] {
        var kinds = Set(rows.flatMap { $0.facts.compactMap(\.content?.kind) })
        if file.kind == .projects { kinds.insert(.projectSigned) }
        var found: [Int: [FactPlace: String]] = [:]
        var number = 1
        while true {
            let key = RowKey(parts: parts, occurrence: number)
            let logged = kinds.compactMap { lastJournaled(key, $0) }
            if !logged.isEmpty {
                found[number] = logged.reduce(into: [:]) {
                    $0.merge($1.fact.places) { first, _ in first }
                }
            } else if number > count {
                return found
            }
            number += 1
        }
    }

    /// The last generation of a place, in force or voided; nil where nothing was ever journaled.
    func lastJournaled(_ key: RowKey, _ kind: FactKind, _ part: Int = 0) -> LoggedFact? {
        var last: LoggedFact?
        var generation = 0
        while true {
            switch state.standing(of: identity.id(key, kind, part: part, generation: generation)) {
            case .unknown: return last
            case .inForce(let logged): return logged
            case .voided(let logged): last = logged
            }
            generation += 1
        }
    }

    /// A number for each row: those that say most of the same find each other first.
    private func numbers(
        _ rows: [RowReport], _ journaled: [Int: [FactPlace: String]], isLoose: Bool
    ) -> [Int] {
        var pairs: [(score: Int, row: Int, number: Int)] = []
        for (row, report) in rows.enumerated() {
            let places = report.facts.reduce(into: [FactPlace: String]()) {
                $0.merge($1.places) { first, _ in first }
            }
            for (number, known) in journaled where !isLoose || mayBeOne(places, known) {
                let same = places.count { known[$0.key] == $0.value }
                pairs.append((same, row, number))
            }
        }
        pairs.sort { ($1.score, $0.row, $0.number) < ($0.score, $1.row, $1.number) }
        var numbers = [Int?](repeating: nil, count: rows.count)
        var taken: Set<Int> = []
        for pair in pairs where numbers[pair.row] == nil && !taken.contains(pair.number) {
            numbers[pair.row] = pair.number
            taken.insert(pair.number)
        }
        taken.formUnion(journaled.keys)
        // A row keeps the number that its order gives it, where that is free.
        for row in rows.indices where numbers[row] == nil {
            guard let own = rows[row].key?.occurrence, taken.insert(own).inserted else { continue }
            numbers[row] = own
        }
        var next = 1
        return numbers.map { number in
            if let number { return number }
            while !taken.insert(next).inserted { next += 1 }
            return next
        }
    }

    /// Whether two rows of a loose key may be one: they share their day or their amount, projects
    /// also their unit; or they can't be held against each other.
    private func mayBeOne(_ one: [FactPlace: String], _ other: [FactPlace: String]) -> Bool {
        let columns: [Column] =
            file.kind == .capital ? [.date, .amount] : [.signedOn, .amount, .unitName]
        let (mine, theirs) = (columns.map { one[.column($0)] }, columns.map { other[.column($0)] })
        if mine[0] == nil || theirs[0] == nil { return true }
        return zip(mine, theirs).contains { $0 != nil && $0 == $1 }
    }

    /// The row under another number: its ids, and the subject that is made of its key.
    private func numbered(_ row: RowReport, _ number: Int) -> RowReport {
        var row = row
        var key = row.key!
        let former = key
        let old = "row-\(identity.rowName(former))"
        key.occurrence = number
        let new = "row-\(identity.rowName(key))"
        row.key = key
        row.changeFacts { fact in
            guard let kind = fact.content?.kind else { return }
            fact.id = identity.id(key, kind, part: identity.part(of: fact, former))
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
