// SPDX-License-Identifier: Apache-2.0
//
// Outcomes, entries and drafts between their wire form and what the workers decide with.

import Journal
public import Pipeline
public import Wire

extension Draft {
    /// A fact that was made here: its canonical bytes.
    public init(_ fact: Fact, as encoding: Encoding) {
        self.init(
            bytes: WireCodec.encode(fact, as: encoding), encoding: encoding, fact: .success(fact),
            columns: EntryColumns(fact))
    }

    /// A fact as received.
    init(bytes: [UInt8], encoding: Encoding) {
        self.bytes = bytes
        self.encoding = encoding
        do throws(WireError) {
            let read = try WireCodec.decode(
                Fact.self, from: bytes, as: encoding, strictness: .strict)
            fact = .success(read)
            columns = EntryColumns(read)
        } catch {
            fact = .failure(error)
        }
    }
}

extension Outcome {
    init(_ outcome: FactOutcome, of draft: Draft) {
        self.init()
        if case .success(let fact) = draft.fact { id = fact.id }
        switch outcome {
        case .created(let place, let warnings):
            kind = .created
            position = place.number
            self.warnings = warnings.map { Violation($0) }
        case .exists(let place):
            kind = .exists
            position = place.number
        case .conflict(let place, let fields):
            kind = .conflict
            position = place?.number
            self.fields = fields
        case .refused(let findings):
            kind = .refused
            violations = findings.map { Violation($0) }
        case .notTaken(let index):
            kind = .notTaken
            failedIndex = Int64(index)
        }
    }
}

extension JournalEntry {
    init(_ entry: Entry) {
        self.init()
        position = entry.position.number
        recordedAt = entry.recordedAt.microseconds
        principal = entry.principal.text
        encoding = Encoding(number: Int(entry.encoding))
        leaf = entry.leaf
        bytes = entry.bytes
    }

    /// The entry that was read; its columns are derived from its bytes again.
    ///
    /// - Returns: nil where a field is missing or the bytes are no fact.
    func entry() -> Entry? {
        guard let position, let recordedAt, let principal, let encoding, let leaf, let bytes,
            let fact = try? WireCodec.decode(
                Fact.self, from: bytes, as: encoding, strictness: .strict),
            let id = fact.id, let columns = EntryColumns(fact)
        else { return nil }
        return Entry(
            position: Position(position), recordedAt: Moment(microseconds: recordedAt),
            principal: Principal(text: principal), encoding: UInt8(encoding.number), id: id,
            bytes: bytes, leaf: leaf, columns: columns)
    }
}
