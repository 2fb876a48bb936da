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
            SELECT code, from_day, name, parent, kind, peer_group, division, is_closed \
            FROM unit_states ORDER BY code, from_day
            """
        var units: [UnitRecord] = []
        try use { () throws(JournalError) in
            var states: [UnitState] = []
            var code: UnitCode?
            try statement(sql).eachRow { (row) throws(JournalError) in
                let next: UnitCode = try row.code(0)
                if let last = code, last != next {
                    units.append(UnitRecord(code: last, states: states))
                    states = []
                }
                code = next
                states.append(try row.unitState())
            }
            if let code { units.append(UnitRecord(code: code, states: states)) }
        }
        return units
    }

    func readRelations() throws(JournalError) -> [ProjectRelations] {
        let sql = "SELECT project, is_part, other FROM relations ORDER BY project"
        var relations: [ProjectRelations] = []
        try use { () throws(JournalError) in
            try statement(sql).eachRow { (row) throws(JournalError) in
                let project: ProjectID = try row.code(0)
                if relations.last?.project != project {
                    relations.append(ProjectRelations(project: project))
                }
                if row.integer(1) != 0 {
                    relations[relations.count - 1].parts.insert(try row.code(2))
                } else {
                    relations[relations.count - 1].duplicateOf = try row.code(2)
                }
            }
        }
        return relations
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
        bind(2, fact.id)
        bind(3, fact.recordedAt.microseconds)
        bind(4, fact.principal.text)
        bind(5, Int(fact.encoding))
        bind(6, fact.bytes)
        bind(7, fact.columns.kind)
        bind(8, fact.columns.subject)
        bind(9, fact.columns.unit)
        bind(10, fact.columns.effectiveDay)
    }

    fileprivate func unitState() throws(JournalError) -> UnitState {
        var state = UnitState(from: day(1), name: text(2))
        state.parent = try codeIfAny(3)
        state.kind = try choiceIfAny(4)
        state.peerGroup = textIfAny(5)
        state.division = try codeIfAny(6)
        state.isClosed = integer(7) != 0
        return state
    }

    func bind(_ state: UnitState, of code: UnitCode) {
        bind(1, code.text)
        bind(2, state.from)
        bind(3, state.name)
        bind(4, state.parent?.text)
        bind(5, state.kind?.rawValue)
        bind(6, state.peerGroup)
        bind(7, state.division?.text)
        bind(8, state.isClosed ? 1 : 0)
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
