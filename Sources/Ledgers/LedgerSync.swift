// SPDX-License-Identifier: Apache-2.0
//
// An edited sheet against what is journaled of its ledger: equal → nothing; newly filled → a new fact;
// changed → a proposed correction of the newest link, whole; emptied or gone → told, never voided.
//
// Law: pure. The same sheet against the state that its own plan leads to gives an empty plan; rows that
// are moved, columns that are moved or added, propose nothing for the others. A correction's id derives
// from what it corrects and what it says, so that a retry is the same fact and another edit is not.

public import Pipeline

extension LedgerReader {
    /// What a sheet would change.
    ///
    /// - Parameter encode: canonical bytes of a fact, for the ids of corrections.
    public func plan(
        _ reading: LedgerReading, against state: LedgerState,
        options: LedgerSyncOptions = LedgerSyncOptions(), encode: @escaping (Fact) -> [UInt8]
    ) -> LedgerPlan {
        let identity = RowIdentity(ledger: ledger, digest: digest)
        var sync = LedgerSync(
            file: reading.file, ledger: ledger, state: state, identity: identity,
            options: options, encode: encode)
        for row in sync.matched(reading.rows) { sync.take(row) }
        sync.finish()
        return sync.plan
    }
}

struct LedgerSync {
    let file: LedgerFile
    let ledger: String
    let state: LedgerState
    let identity: RowIdentity
    let options: LedgerSyncOptions
    let encode: (Fact) -> [UInt8]
    var plan = LedgerPlan()
    /// The first facts that a row of the sheet stands for.
    private var touched: Set<FactID> = []
    private var rowOfSubject: [String: Int] = [:]
    /// Rows without any journaled fact.
    private var strangers: [(row: Int, key: RowKey?, facts: [Fact])] = []
    private let kept: Set<String>

    init(
        file: LedgerFile, ledger: String, state: LedgerState, identity: RowIdentity,
        options: LedgerSyncOptions, encode: @escaping (Fact) -> [UInt8]
    ) {
        (self.file, self.ledger, self.state, self.identity) = (file, ledger, state, identity)
        (self.options, self.encode) = (options, encode)
        kept = Set(file.headingsKept)
    }

    mutating func take(_ row: RowReport) {
        var changes = RowChanges()
        var new: [Fact] = []
        var isKnown = false
        // Most rows of a first import are new, and then nobody asks for it.
        lazy var filled = headingsOfFields(row.facts)
        for fact in row.facts {
            guard let key = row.key, let kind = fact.content?.kind else { continue }
            let part = identity.part(of: fact, key)
            if let subject = fact.derivedSubject?.text { rowOfSubject[subject] = row.number }
            let (id, standing) = standing(key, kind, part)
            switch standing {
            case .unknown where id == fact.id: new.append(fact)
            case .inForce(let old):
                isKnown = true
                compare(fact, with: old, row.number, filled, &changes)
            case .unknown, .voided:
                isKnown = true
                state(again: fact, key, part, as: id, row.number, &new)
            }
        }
        compareDetailsLeft(of: row, &changes)
        if isKnown {
            plan.knownRows += 1
            for fact in new { fill(fact, &changes) }
            plan.new += new
        } else if !new.isEmpty {
            strangers.append((row.number, row.key, new))
        }
        plan.changes += changes.changed(row.number)
        plan.emptied += changes.emptied(row.number)
    }

    /// A row that has no details any more, held against those that are in force.
    private mutating func compareDetailsLeft(
        of row: RowReport, _ changes: inout RowChanges
    ) {
        guard file.kind == .projects, let key = row.key,
            !row.facts.contains(where: { $0.id == identity.id(key, .detailsSet) }),
            case .inForce(let old) = standing(key, .detailsSet, 0).1
        else { return }
        var draft = Fact()
        draft.content = .detailsSet(DetailsSet())
        draft.source = row.facts.first?.source
        compare(draft, with: old, row.number, headingsOfFields(row.facts), &changes)
    }

    /// The last generation of a place, and what became of it.
    private mutating func standing(
        _ key: RowKey, _ kind: FactKind, _ part: Int
    ) -> (FactID, LedgerStanding) {
        var generation = 0
        while true {
            let id = identity.id(key, kind, part: part, generation: generation)
            let standing = state.standing(of: id)
            if standing != .unknown { touched.insert(id) }
            guard case .voided = standing else { return (id, standing) }
            generation += 1
        }
    }

    /// A fact that was voided: stated anew where that is asked for and an undo voided it.
    ///
    /// - Parameter id: of the next generation.
    private mutating func state(
        again fact: Fact, _ key: RowKey, _ part: Int, as id: FactID, _ row: Int,
        _ new: inout [Fact]
    ) {
        guard let kind = fact.content?.kind, let last = lastJournaled(key, kind, part) else {
            return
        }
        let isByHand = last.fact.id.map { state.isVoidedByHand($0) } ?? false
        if options.again, !isByHand {
            var fact = fact
            fact.id = id
            new.append(fact)
        } else {
            plan.voided.append(
                VoidedRow(row: row, kind: kind, position: last.position, isByHand: isByHand))
        }
    }

    private mutating func compare(
        _ draft: Fact, with old: LoggedFact, _ row: Int, _ filled: Set<String>,
        _ changes: inout RowChanges
    ) {
        let now = draft.laid(over: old.fact, dropping: filled)
        let (before, after, drafted) = (old.fact.places, now.places, draft.places)
        var headings: [String] = []
        for place in Set(before.keys).union(after.keys) {
            let heading = heading(of: place)
            if before[place] != after[place] {
                headings.append(heading)
                changes.change(heading, before[place], after[place])
            } else if drafted[place] == nil, isOnSheet(place) {
                changes.empty(heading, before[place])
            }
        }
        if headings.isEmpty {
            plan.unchanged += 1
        } else {
            let fact = correction(of: old.fact, to: now, draft, row, headings.sorted())
            plan.corrections.append(LedgerCorrection(row: row, fact: fact))
        }
    }

    private func correction(
        of old: Fact, to now: Fact, _ draft: Fact, _ row: Int, _ headings: [String]
    ) -> Fact {
        var corrected = Corrected()
        corrected.of = old.id
        corrected.restated = now
        var seen: Set<String> = []
        let names = headings.filter { seen.insert($0).inserted }.prefix(8)
        corrected.reason =
            options.reason ?? "\(ledger) row \(row): \(names.joined(separator: ", ")) changed"
        var fact = Fact()
        fact.unit = now.unit
        fact.content = .corrected(corrected)
        // What was corrected like this before, and taken back since, is corrected anew.
        let links = old.id.map { state.orderCount(of: $0) } ?? 0
        fact.id = identity.id(of: encode(fact.withoutReason) + Array(" \(links)".utf8))
        fact.source = draft.source
        return fact
    }

    /// The cells of a fact that is new in a known row.
    private func fill(_ fact: Fact, _ changes: inout RowChanges) {
        guard fact.content?.kind == .detailsSet else {
            guard let column = fact.content?.kind.leadingColumn else { return }
            changes.change(heading(of: .column(column)), nil, fact.places[.column(column)] ?? "")
            // A number that was a detail while its day could not be read is the same cell.
            for number in [Column.libraryNumber, .permitNumber] {
                guard let text = fact.places[.column(number)] else { continue }
                changes.change(heading(of: .column(number)), nil, text)
            }
            return
        }
        for (place, text) in fact.places { changes.change(heading(of: place), nil, text) }
    }

    func heading(of place: FactPlace) -> String {
        switch place {
        case .column(.unitName):
            file.headingOfColumn[Column.unitCode.rawValue]
                ?? file.headingOfColumn[Column.unitName.rawValue] ?? "unit"
        case .column(let column): file.headingOfColumn[column.rawValue] ?? "\(column)"
        case .detail(let name): name
        }
    }

    private func isOnSheet(_ place: FactPlace) -> Bool {
        switch place {
        case .column(.unitName): true
        case .column(let column): file.headingOfColumn[column.rawValue] != nil
        case .detail(let name): kept.contains(name)
        }
    }

    /// The headings of columns that fill a field of this row: what was kept of them as text is past.
    private func headingsOfFields(_ facts: [Fact]) -> Set<String> {
        guard file.kind == .projects else { return [] }
        var headings: Set<String> = []
        for fact in facts where fact.content?.kind != .detailsSet {
            for case .column(let column) in fact.places.keys {
                if let heading = file.headingOfColumn[column.rawValue] { headings.insert(heading) }
            }
        }
        for fact in facts {
            guard case .detailsSet(let set)? = fact.content else { continue }
            for detail in set.details { if let name = detail.name { headings.remove(name) } }
        }
        return headings
    }
}

extension Fact {
    /// A correction as its id rests on it: a retry with another reason is the same correction.
    fileprivate var withoutReason: Fact {
        guard case .corrected(var corrected)? = content else { return self }
        corrected.reason = nil
        var fact = self
        fact.content = .corrected(corrected)
        return fact
    }
}

extension LedgerSync {
    /// What no row of the sheet stands for, and which new rows look like that.
    mutating func finish() {
        gather()
        let similar = LookAlikes(plan.gone)
        for (row, key, facts) in strangers {
            guard !options.takesLookAlikes, let index = similar.index(of: facts) else {
                plan.new += facts
                plan.newRows += 1
                continue
            }
            let gone = plan.gone[index]
            plan.held.append(
                HeldRow(row: row, facts: facts, gone: gone, rename: rename(key, gone)))
        }
        plan.new.sort { ($0.source?.row ?? 0) < ($1.source?.row ?? 0) }
    }

    private mutating func gather() {
        let kinds = file.kind.factKinds
        var rows: [String: Int] = [:]
        for id in state.ids where !touched.contains(id) {
            guard case .inForce(let logged) = state.standing(of: id),
                let kind = logged.fact.content?.kind, kinds.contains(kind),
                let subject = logged.fact.derivedSubject?.text
            else { continue }
            if file.kind == .projects, let row = rowOfSubject[subject] {
                if case .detailsSet(let set)? = logged.fact.content {
                    plan.emptied += set.details.compactMap { detail in
                        detail.text.map {
                            CellChange(row: row, heading: detail.name ?? "", old: $0, new: nil)
                        }
                    }
                    continue
                }
                guard let column = kind.dayColumn, file.headingOfColumn[column.rawValue] != nil
                else { continue }
                plan.emptied.append(
                    CellChange(
                        row: row, heading: heading(of: .column(column)),
                        old: logged.fact.effectiveOn?.text, new: nil))
                continue
            }
            let former = state.first(id)?.fact.source?.row.map(Int.init)
            let place = "\(subject) \(former ?? 0)"
            if let index = rows[place] {
                plan.gone[index].facts.append(logged.fact)
            } else {
                rows[place] = plan.gone.count
                plan.gone.append(
                    GoneRow(
                        subject: subject, name: logged.fact.projectName, formerRow: former,
                        facts: [logged.fact]))
            }
        }
    }

    /// The key of a row that is gone: the project's number, else the name that its subject is made of.
    private func rename(_ key: RowKey?, _ gone: GoneRow) -> RenamedRow? {
        guard file.kind == .projects, file.mapping.keys?.isEmpty ?? true, let key,
            let subject = gone.facts.first?.subject
        else { return nil }
        if !subject.hasPrefix("row-") {
            var rename = RenamedRow(now: key.parts, was: [subject])
            rename.isNumber = true
            return rename
        }
        let names = gone.facts.compactMap { fact in
            fact.id.flatMap { state.root(of: $0) }?.fact.projectName
        }
        return names.first.map { RenamedRow(now: key.parts, was: [$0]) }
    }
}

extension Fact {
    /// The name that a signing gives.
    var projectName: String? {
        if case .projectSigned(let signed)? = content { signed.name } else { nil }
    }
}

/// The cells of one row that differ, each heading once.
private struct RowChanges {
    private var changes: [String: (old: String?, new: String?)] = [:]
    private var blanks: [String: String] = [:]

    mutating func change(_ heading: String, _ old: String?, _ new: String?) {
        let known = changes[heading]
        changes[heading] = (known?.old ?? old, known?.new ?? new)
    }

    mutating func empty(_ heading: String, _ old: String?) { blanks[heading] = old }

    func changed(_ row: Int) -> [CellChange] {
        changes.filter { $0.value.old != $0.value.new }.sorted { $0.key < $1.key }.map {
            heading, change in
            CellChange(
                row: row, heading: heading, old: change.old ?? blanks[heading], new: change.new)
        }
    }

    func emptied(_ row: Int) -> [CellChange] {
        blanks.filter { changes[$0.key] == nil }.sorted { $0.key < $1.key }
            .map { CellChange(row: row, heading: $0.key, old: $0.value, new: nil) }
    }
}
