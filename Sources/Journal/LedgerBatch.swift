// SPDX-License-Identifier: Apache-2.0
//
// What the rollup hands to the ledger database in one piece: the facts that it read, the deltas
// that they caused, the rows that changed, and the two cursors.
//
// Law: all of it is kept or none, and only if the stored cursor is the one it starts from. A cursor
// committed apart from the sums counts a fact twice or never.

public import Pipeline
public import Rollup

/// How far a ledger database has folded a journal.
public struct LedgerCursor: Hashable, Sendable {
    /// The journal's epoch; nil until the first batch.
    public var epoch: Epoch?
    /// The last position folded.
    public var position: Position

    /// The cursor of an empty ledger database.
    public static let origin = LedgerCursor(epoch: nil, position: .origin)

    /// A cursor.
    public init(epoch: Epoch?, position: Position) {
        self.epoch = epoch
        self.position = position
    }
}

/// A fact as the ledger database keeps it: an entry without its leaf.
public struct LedgerFact: Hashable, Sendable {
    /// Its place in the journal.
    public var position: Position
    /// When the server took it.
    public var recordedAt: Moment
    /// Who logged it.
    public var principal: Principal
    /// How `bytes` are encoded; see `Entry.Encoding`.
    public var encoding: UInt8
    /// The fact's id.
    public var id: FactID
    /// The fact as received.
    public var bytes: [UInt8]
    /// Kind, subject, unit and day.
    public var columns: EntryColumns

    /// The fact of an entry.
    public init(_ entry: Entry) {
        self.init(
            position: entry.position, recordedAt: entry.recordedAt, principal: entry.principal,
            encoding: entry.encoding, id: entry.id, bytes: entry.bytes, columns: entry.columns)
    }

    /// Whether its subject is a unit; told by bytes, as databases tell it.
    public var isOfUnit: Bool { columns.subject.utf8.starts(with: "unit/".utf8) }

    /// A fact read back.
    public init(
        position: Position, recordedAt: Moment, principal: Principal, encoding: UInt8, id: FactID,
        bytes: [UInt8], columns: EntryColumns
    ) {
        self.position = position
        self.recordedAt = recordedAt
        self.principal = principal
        self.encoding = encoding
        self.id = id
        self.bytes = bytes
        self.columns = columns
    }
}

/// A unit that a project is credited to, as of some day and by some knowledge.
public struct ProjectCredit: Hashable, Sendable {
    /// The unit.
    public var unit: UnitCode
    /// The project.
    public var project: ProjectID

    /// A credit.
    public init(unit: UnitCode, project: ProjectID) {
        self.unit = unit
        self.project = project
    }
}

/// What a project's facts say of other projects.
public struct ProjectRelations: Hashable, Sendable {
    /// The project.
    public var project: ProjectID
    /// The project that it is a duplicate of.
    public var duplicateOf: ProjectID?
    /// All projects that it ever named as its parts.
    public var parts: Set<ProjectID> = []

    /// A project that has none.
    public init(project: ProjectID) { self.project = project }

    /// Whether there is nothing to keep.
    public var isEmpty: Bool { duplicateOf == nil && parts.isEmpty }
}

/// A fact that came after a period of its day was closed.
public struct LateFact: Hashable, Sendable {
    /// Its place in the journal.
    public var position: Position
    /// The unit whose figures it moves.
    public var unit: UnitCode
    /// The day from which it moves them.
    public var day: CivilDay

    /// A late fact.
    public init(position: Position, unit: UnitCode, day: CivilDay) {
        self.position = position
        self.unit = unit
        self.day = day
    }
}

/// One commit of the rollup.
public struct LedgerBatch: Hashable, Sendable {
    /// The journal's epoch; must be the stored one once there is one.
    public var epoch: Epoch
    /// The cursor that the batch starts from.
    public var from: Position
    /// The cursor after it; not before `from`.
    public var to: Position
    /// The facts at `from + 1 … to`, in order of position.
    public var facts: [LedgerFact] = []
    /// At most one for each (cell, bucketDay, effectiveDay, position), none of them zero; sorted.
    public var deltas: [Delta] = []
    /// Rows to write over those with the same key.
    public var projects: [ProjectRecord] = []
    /// Units that projects are credited to on some day; added to those known, which are never taken
    /// back: more than needed does no harm.
    public var credits: Set<ProjectCredit> = []
    /// Rows to write over those of the same project; an empty one takes them away.
    public var relations: [ProjectRelations] = []
    /// Those of `facts` that are late, once for each unit and day that they move.
    public var lateFacts: [LateFact] = []
    /// Rows to write over those with the same code.
    public var units: [UnitRecord] = []
    /// Units that are defined no more; none of them in `units`.
    public var unitsVoided: [UnitCode] = []

    /// A batch that only moves the cursor.
    public init(epoch: Epoch, from: Position, to: Position) {
        self.epoch = epoch
        self.from = from
        self.to = to
    }

    /// Dies where the batch can't follow from its own cursors: a fact or a delta outside of them.
    public func checkPositions() {
        precondition(from <= to, "a cursor that runs backwards")
        precondition(Int64(facts.count) == to.number - from.number, "facts missing in a batch")
        for (offset, fact) in facts.enumerated() {
            let place = from.number + Int64(offset) + 1
            precondition(fact.position.number == place, "facts out of order")
        }
        for delta in deltas {
            precondition(delta.position > from && delta.position <= to, "a delta of another batch")
        }
    }

    /// What the deltas add to each cell and day, in the order of `CellRow.precedes`; zeros dropped.
    public var cellChanges: [CellRow] {
        var rows: [CellRow] = []
        let byCell = deltas.sorted { left, right in
            if left.cell != right.cell { return left.cell < right.cell }
            return left.bucketDay < right.bucketDay
        }
        for delta in byCell {
            if let last = rows.last, last.cell == delta.cell, last.bucketDay == delta.bucketDay {
                rows[rows.count - 1].tally = last.tally + delta.tally
            } else {
                rows.append(
                    CellRow(cell: delta.cell, bucketDay: delta.bucketDay, tally: delta.tally))
            }
        }
        return rows.filter { $0.tally != .zero }
    }
}
