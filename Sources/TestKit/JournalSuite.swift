// SPDX-License-Identifier: Apache-2.0
//
// The laws of the port `JournalStore`, as one suite for every implementation.
//
// A law gets an empty store each time. It speaks through the port only.

public import Journal
import Pipeline
import Testing

/// A law of the journal.
public enum JournalLaw: String, CaseIterable, Sendable {
    case keepsEntriesAsTheyWere
    case looksUpCommitted
    case readsWithinLimits
    case refusesAnIDTwice
    case stopsAfterAnUnknownOutcome
    case verifiesSound
}

/// Checks laws on stores that `open` makes, each empty and with the epoch `.sample`.
public struct JournalSuite<Store: JournalStore> {
    private let open: () throws -> Store

    /// A suite over a maker of stores.
    public init(open: @escaping () throws -> Store) { self.open = open }

    /// Checks one law.
    public func check(_ law: JournalLaw) throws {
        let store = try open()
        #expect(store.epoch == .sample)
        #expect(store.head == Head.origin)
        switch law {
        case .keepsEntriesAsTheyWere: try keepsEntries(store)
        case .looksUpCommitted: try looksUp(store)
        case .readsWithinLimits: try readsWithinLimits(store)
        case .refusesAnIDTwice: try refusesAnIDTwice(store)
        case .stopsAfterAnUnknownOutcome: try stops(store)
        case .verifiesSound: try verifies(store)
        }
    }

    private func keepsEntries(_ store: Store) throws {
        #expect(try store.readAll().isEmpty)
        var entries = Entry.samples(1...7)
        entries.append(.sample(8, size: 0, effectiveDay: nil))
        entries.append(.sample(9, id: FactID(high: .max, low: .max), size: 70_000))
        try store.append(Array(entries[..<4]))
        try store.append([])
        try store.append(Array(entries[4...]))
        #expect(try store.readAll() == entries)
        #expect(store.head == Head(position: Position(9), recordedAt: entries[8].recordedAt))
    }

    private func looksUp(_ store: Store) throws {
        let entries = Entry.samples(1...3)
        try store.append(Array(entries[..<2]))
        for entry in entries[..<2] {
            #expect(try store.lookUp(entry.id) == entry)
            #expect(try store.entry(at: entry.position) == entry)
        }
        #expect(try store.lookUp(entries[2].id) == nil)
        #expect(try store.entry(at: Position(3)) == nil)
        #expect(try store.entry(at: .origin) == nil)
        try store.append([entries[2]])
        #expect(try store.lookUp(entries[2].id) == entries[2])
        #expect(try store.entry(at: Position(3)) == entries[2])
    }

    private func readsWithinLimits(_ store: Store) throws {
        try store.append((1...10).map { .sample($0, size: 100) })
        let positions = { (after: Int64, max: Int, maxBytes: Int) in
            try store.read(after: Position(after), max: max, maxBytes: maxBytes)
                .map(\.position.number)
        }
        #expect(try positions(0, 3, .max) == [1, 2, 3])
        #expect(try positions(8, 3, .max) == [9, 10])
        #expect(try positions(10, 3, .max) == [])
        #expect(try positions(99, 3, .max) == [])
        #expect(try positions(0, 0, .max) == [])
        #expect(try positions(4, .max, 300) == [5, 6, 7])
        #expect(try positions(4, .max, 299) == [5, 6])
        #expect(try positions(4, .max, 1) == [5])
    }

    private func refusesAnIDTwice(_ store: Store) throws {
        try store.append([.sample(1)])
        let error = #expect(throws: JournalError.self) {
            try store.append([.sample(2), .sample(3, id: Entry.sample(1).id)])
        }
        #expect(error?.kind == .failed)
        #expect(error?.operation == .append)
        #expect(try store.readAll() == [.sample(1)])
        #expect(store.head.position == Position(1))
        #expect(try store.lookUp(Entry.sample(2).id) == nil)
    }

    private func stops(_ store: Store) throws {
        #expect(throws: JournalError.self) {
            try store.append([.sample(1), .sample(2, id: Entry.sample(1).id)])
        }
        let error = #expect(throws: JournalError.self) { try store.append([.sample(1)]) }
        #expect(error?.operation == .begin)
        #expect(try store.readAll().isEmpty)
    }

    private func verifies(_ store: Store) throws {
        #expect(try store.verify() == nil)
        try store.append(Entry.samples(1...2_500))
        #expect(try store.verify() == nil)
        #expect(try store.verify(after: Position(2_000)) == nil)
        let flaw = try store.verify { $0.position == Position(1_700) ? "told so" : nil }
        #expect(flaw == Flaw(position: Position(1_700), reason: "told so"))
    }
}
