// SPDX-License-Identifier: Apache-2.0
//
// A journal's facts as a table of decoded columns, for databases that sum it. A correction's row has the
// kind, unit, day and amount that it states anew, and names what it replaces; what is replaced counts no
// more, and a void counts for nothing.

import Foundation
import Journal
import Pipeline
import Workers

struct DecodedColumns {
    struct Row {
        var id: String
        var kind: Int
        var unit: String?
        var day: Int32?
        var amount: Int64?
        var replaces: String?
    }

    private(set) var rows: [Row] = []
    /// Each unit with itself and each unit above it, as it was defined.
    private(set) var above: [(unit: String, ancestor: String)] = []

    init(_ entries: [Entry]) {
        var parents: [String: String] = [:]
        for entry in entries {
            guard let fact = try? entry.decodedFact() else { continue }
            if case .unitDefined(let unit) = fact.content, let code = fact.subject {
                parents[code] = unit.parent?.text ?? ""
            }
            rows.append(Row(entry, fact))
        }
        for unit in parents.keys.sorted() {
            var ancestor: String? = unit
            while let code = ancestor, !code.isEmpty {
                above.append((unit, code))
                ancestor = parents[code]
            }
        }
    }

    /// What `statement` has to give: groups, facts and fen.
    var sums: String {
        struct Group: Hashable {
            var unit: String
            var kind: Int
            var day: Int32?
        }
        let replaced = Set(rows.compactMap(\.replaces))
        let ancestors = Dictionary(grouping: above, by: \.unit)
        var groups: Set<Group> = []
        var (facts, fen): (Int64, Int64) = (0, 0)
        for row in rows where row.kind != FactKind.voided.rawValue && !replaced.contains(row.id) {
            for (_, ancestor) in row.unit.flatMap({ ancestors[$0] }) ?? [] {
                groups.insert(Group(unit: ancestor, kind: row.kind, day: row.day))
                facts += 1
                fen += row.amount ?? 0
            }
        }
        return "\(groups.count) \(facts) \(fen)"
    }

    static let statement = """
        SELECT count(*), sum(facts), sum(fen) FROM (
            SELECT ancestor, kind, day, count(*) AS facts, coalesce(sum(amount), 0) AS fen
            FROM facts JOIN above ON above.unit = facts.unit
            WHERE kind <> 121 AND NOT EXISTS (
                SELECT 1 FROM facts AS later WHERE later.replaces = facts.id)
            GROUP BY ancestor, kind, day)
        """

    /// The table in a SQLite file, with the index that `statement` needs.
    func table(in path: String) throws -> SQLiteFile {
        let file = try SQLiteFile(path)
        try file.run(
            """
            CREATE TABLE facts (
                id TEXT NOT NULL, kind INTEGER NOT NULL, unit TEXT, day INTEGER, amount INTEGER,
                replaces TEXT) STRICT;
            CREATE TABLE above (unit TEXT NOT NULL, ancestor TEXT NOT NULL,
                PRIMARY KEY (unit, ancestor)) STRICT, WITHOUT ROWID;
            BEGIN
            """)
        let facts = try SQLiteFile.Statement(file, "INSERT INTO facts VALUES (?,?,?,?,?,?)")
        for row in rows {
            try facts.insert([
                .text(row.id), .integer(Int64(row.kind)), SQLiteValue(row.unit),
                SQLiteValue(row.day.map(Int64.init)), SQLiteValue(row.amount),
                SQLiteValue(row.replaces),
            ])
        }
        let pairs = try SQLiteFile.Statement(file, "INSERT INTO above VALUES (?,?)")
        for (unit, ancestor) in above { try pairs.insert([.text(unit), .text(ancestor)]) }
        try file.run(
            "COMMIT; CREATE INDEX replaced ON facts (replaces) WHERE replaces IS NOT NULL; ANALYZE")
        return file
    }

    /// The tables as `facts.csv` and `above.csv`, and the statement, in a folder.
    func write(to folder: String) throws {
        var facts = "id,kind,unit,day,amount,replaces\n"
        for row in rows {
            facts += "\(row.id),\(row.kind),\(row.unit ?? ""),\(row.day.map { "\($0)" } ?? ""),"
            facts += "\(row.amount.map { "\($0)" } ?? ""),\(row.replaces ?? "")\n"
        }
        let pairs = above.map { "\($0.unit),\($0.ancestor)\n" }.joined()
        let files = [
            ("facts.csv", facts), ("above.csv", "unit,ancestor\n" + pairs),
            ("statement.sql", DecodedColumns.statement),
        ]
        for (name, text) in files {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
    }
}

extension DecodedColumns.Row {
    fileprivate init(_ entry: Entry, _ fact: Fact) {
        var stated = fact
        if case .corrected(let corrected) = fact.content {
            stated = corrected.restated ?? fact
            replaces = corrected.of?.text
        }
        if case .voided(let voided) = fact.content { replaces = voided.of?.text }
        id = entry.id.text
        kind = stated.content?.kind.rawValue ?? entry.columns.kind
        unit = stated.unit?.text
        day = stated.effectiveOn?.ordinal
        amount = stated.content?.amountFen
    }
}
