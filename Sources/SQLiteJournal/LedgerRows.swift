// SPDX-License-Identifier: Apache-2.0
//
// Rows of facts and units, read by the rollup and by the front alike.

import Journal
import Pipeline
import Rollup

extension Connection {
    static let factColumns = """
        position, id, recorded_at, principal, encoding, bytes, kind, subject, unit, effective_day
        """

    func readCursor() throws(JournalError) -> LedgerCursor {
        guard let number = try meta("cursor").flatMap({ Int64($0) }) else {
            throw .corrupt("there is no cursor")
        }
        return LedgerCursor(epoch: try readEpoch(), position: Position(number))
    }

    func readFacts(of subject: Subject) throws(JournalError) -> [LedgerFact] {
        let sql = "SELECT \(Self.factColumns) FROM facts WHERE subject = ?1 ORDER BY position"
        return try use { () throws(JournalError) in
            let statement = try statement(sql)
            statement.bind(1, subject.text)
            return try statement.map { (row) throws(JournalError) in try row.fact() }
        }
    }

    func readProjects(creditedTo units: Set<UnitCode>) throws(JournalError) -> [ProjectID] {
        var projects: [ProjectID] = []
        try use { () throws(JournalError) in
            let statement = try statement("SELECT project FROM credits WHERE unit = ?1")
            for unit in units {
                statement.bind(1, unit.text)
                projects += try statement.map { (row) throws(JournalError) in try row.code(0) }
            }
        }
        return Set(projects).sorted()
    }

    func readUnits() throws(JournalError) -> [UnitRecord] {
        let sql = """
            SELECT code, name, parent, kind, peer_group, division, defined_on FROM units \
            ORDER BY code
            """
        return try use { () throws(JournalError) in
            try statement(sql).map { (row) throws(JournalError) in try row.unit() }
        }
    }
}

extension Statement {
    func fact() throws(JournalError) -> LedgerFact {
        guard let id = FactID(blob: bytes(1)), let encoding = UInt8(exactly: integer(4)) else {
            throw .corrupt("the fact at \(integer(0)) is none")
        }
        return LedgerFact(
            position: Position(integer(0)), recordedAt: Moment(microseconds: integer(2)),
            principal: Principal(text: text(3)), encoding: encoding, id: id, bytes: bytes(5),
            columns: EntryColumns(
                kind: Int(integer(6)), subject: text(7), unit: textIfAny(8),
                effectiveDay: try dayNumberIfAny(9)))
    }

    func bind(_ fact: LedgerFact) {
        bind(1, fact.position.number)
        bind(2, fact.id.blob)
        bind(3, fact.recordedAt.microseconds)
        bind(4, fact.principal.text)
        bind(5, Int(fact.encoding))
        bind(6, fact.bytes)
        bind(7, fact.columns.kind)
        bind(8, fact.columns.subject)
        bind(9, fact.columns.unit)
        bind(10, fact.columns.effectiveDay)
    }

    func unit() throws(JournalError) -> UnitRecord {
        var unit = UnitRecord(code: try code(0), name: text(1), definedOn: day(6))
        unit.parent = try codeIfAny(2)
        unit.kind = try choiceIfAny(3)
        unit.peerGroup = textIfAny(4)
        unit.division = try codeIfAny(5)
        return unit
    }

    func bind(_ unit: UnitRecord) {
        bind(1, unit.code.text)
        bind(2, unit.name)
        bind(3, unit.parent?.text)
        bind(4, unit.kind?.rawValue)
        bind(5, unit.peerGroup)
        bind(6, unit.division?.text)
        bind(7, unit.definedOn)
    }

    /// A code that was written from one of its type.
    func code<Code: TextCoded>(_ column: Int32) throws(JournalError) -> Code {
        guard let code = Code(text: text(column)) else {
            throw .corrupt("\(text(column)) is no \(Code.self)")
        }
        return code
    }

    func codeIfAny<Code: TextCoded>(_ column: Int32) throws(JournalError) -> Code? {
        isNull(column) ? nil : try code(column)
    }

    func choiceIfAny<Choice: NamedChoice>(_ column: Int32) throws(JournalError) -> Choice? {
        guard !isNull(column) else { return nil }
        guard let choice = Choice(rawValue: text(column)) else {
            throw .corrupt("\(text(column)) is no \(Choice.self)")
        }
        return choice
    }
}
