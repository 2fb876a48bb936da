// SPDX-License-Identifier: Apache-2.0
//
// The leaf's byte form, held by a golden hash; and what `verify` finds.

import Crypto
import Journal
import Pipeline
import TestKit
import Testing

@Suite struct EntryTests {
    /// The form spelt out by hand: eight bytes of length before each part.
    @Test func leafHasTheDocumentedForm() {
        let entry = Entry(
            position: Position(1), recordedAt: Moment(microseconds: 0x0102),
            principal: Principal(name: "li", isAuthenticated: true), encoding: 2,
            id: FactID(high: 0, low: 0), bytes: [0x7B, 0x7D],
            columns: EntryColumns(kind: 32, subject: "project/P"))
        let length = { (count: UInt8) -> [UInt8] in [0, 0, 0, 0, 0, 0, 0, count] }
        var form: [UInt8] = [0x00] + length(8) + [0, 0, 0, 0, 0, 0, 0, 1]
        form += length(8) + [0, 0, 0, 0, 0, 0, 1, 2]
        form += length(2) + Array("li".utf8) + length(1) + [2] + length(2) + [0x7B, 0x7D]
        #expect(entry.leaf == Array(SHA256.hash(data: form)))
        #expect(entry.hasSoundLeaf)
    }

    @Test func everyPartOfTheLeafCounts() {
        let changes: [(inout Entry) -> Void] = [
            { $0.position = $0.position.next },
            { $0.recordedAt = Moment(microseconds: $0.recordedAt.microseconds + 1) },
            { $0.principal = Principal(name: $0.principal.name, isAuthenticated: false) },
            { $0.encoding ^= 3 },
            { $0.bytes[3] ^= 1 },
            { $0.leaf[31] ^= 1 },
        ]
        for change in changes {
            var entry = Entry.sample(5)
            change(&entry)
            #expect(!entry.hasSoundLeaf)
        }
    }

    @Test func verifyNamesTheFirstBadPosition() throws {
        let changes: [(String, @Sendable (inout Entry) -> Void)] = [
            ("leaf", { $0.bytes[0] ^= 1 }),
            ("before", { $0 = Entry.sample(6).recorded(at: 0) }),
            ("gap", { $0 = Entry.sample(7) }),
        ]
        for (word, change) in changes {
            let journal = MemoryJournal(epoch: .sample)
            try journal.append(Entry.samples(1...10))
            journal.tamper(Position(6), change)
            let flaw = try #require(try journal.verify())
            #expect(flaw.position == Position(word == "gap" ? 7 : 6))
            #expect(flaw.reason.contains(word))
        }
    }

    @Test func epochsHaveOneForm() {
        #expect(Epoch(high: 1, low: 0x0A).text == "0000000000000001000000000000000a")
        #expect(Epoch(text: Epoch.sample.text) == .sample)
        #expect(Epoch(text: "0000000000000001000000000000000A") == nil)
        #expect(Epoch(text: "1") == nil)
    }
}

extension Entry {
    fileprivate func recorded(at microseconds: Int64) -> Entry {
        Entry(
            position: position, recordedAt: Moment(microseconds: microseconds),
            principal: principal, encoding: encoding, id: id, bytes: bytes, columns: columns)
    }
}
