// SPDX-License-Identifier: Apache-2.0
//
// What an import of a sheet would do, against what is journaled. Nothing of it is done yet.

public import Pipeline

/// How a sheet is compared with what is journaled.
public struct LedgerSyncOptions: Hashable, Sendable {
    /// Why corrections are made; by default each says which cells changed.
    public var reason: String?
    /// Facts that an undo voided are stated anew, under other ids; those that a person voided are not.
    public var again = false
    /// New rows are taken as new, though they look like rows that are gone.
    public var takesLookAlikes = false

    public init() {}
}

/// What a sheet would change.
public struct LedgerPlan: Hashable, Sendable {
    /// Facts that are not journaled yet, in the order of the sheet.
    public var new: [Fact] = []
    /// Proposed; each brings the whole new content of what is in force.
    public var corrections: [LedgerCorrection] = []
    /// Cells of known rows that differ from what is in force: changed, or newly filled.
    public var changes: [CellChange] = []
    /// Cells that are blank now; what they said stays in force.
    public var emptied: [CellChange] = []
    /// Rows that the sheet no longer has; they stay in force.
    public var gone: [GoneRow] = []
    /// New rows that look like rows that are gone: not to be sent unasked.
    public var held: [HeldRow] = []
    /// Rows with facts that were voided, and are not sent again.
    public var voided: [VoidedRow] = []
    /// Rows none of whose facts is journaled, those held not counted.
    public var newRows = 0
    /// Rows of which something is journaled.
    public var knownRows = 0
    /// Facts that are in force as the sheet says.
    public var unchanged = 0

    public init() {}

    /// Whether rows are gone while others are new: one may be the other.
    public var mayReplace: Bool { !gone.isEmpty && newRows > 0 }
    /// Whether nothing of what is journaled is on the sheet: most likely it is of another ledger.
    public var isOfAnotherLedger: Bool {
        knownRows == 0 && !gone.isEmpty && newRows + held.count > 0
    }
}

/// A correction that a sheet proposes.
public struct LedgerCorrection: Hashable, Sendable {
    public var row: Int
    /// A whole fact, its id derived from what it says.
    public var fact: Fact
}

/// One cell of a known row that differs.
public struct CellChange: Hashable, Sendable {
    public var row: Int
    public var heading: String
    /// In force; nil where nothing was.
    public var old: String?
    /// On the sheet; nil where it is blank.
    public var new: String?
}

/// Facts in force whose row is no longer on the sheet.
public struct GoneRow: Hashable, Sendable {
    /// As `Subject.text`.
    public var subject: String
    /// What it was called: a project's name.
    public var name: String?
    /// The row of the sheet it was imported from.
    public var formerRow: Int?
    public var facts: [Fact]
}

/// A new row that looks like one that is gone.
public struct HeldRow: Hashable, Sendable {
    public var row: Int
    public var facts: [Fact]
    public var gone: GoneRow
    /// What to write into the mapping where both are one; nil where its key can't be told.
    public var rename: RenamedRow?
}

/// A fact of a row that was voided.
public struct VoidedRow: Hashable, Sendable {
    public var row: Int
    public var kind: FactKind
    public var position: Position
    /// Whether a person voided it, not the undo of an import: it is not stated anew.
    public var isByHand: Bool
}
