// SPDX-License-Identifier: Apache-2.0
//
// Values that tests of the ports are made of. The bytes of these facts are no encoding of anything:
// the ports never look into them.

public import Journal
public import Pipeline

extension Epoch {
    /// An epoch of tests.
    public static let sample = Epoch(high: 0x0123_4567_89AB_CDEF, low: 42)
    /// Another one.
    public static let other = Epoch(high: 7, low: 7)
}

extension Entry {
    /// An entry at a position; other numbers make other bytes.
    public static func sample(
        _ number: Int64, id: FactID? = nil, kind: Int = 32, subject: String? = nil, size: Int = 16,
        effectiveDay: Int32? = 20_000
    ) -> Entry {
        Entry(
            position: Position(number),
            recordedAt: Moment(microseconds: 1_700_000_000_000_000 + number / 2),
            principal: Principal(text: number.isMultiple(of: 2) ? "unauthenticated:office" : "李"),
            encoding: number.isMultiple(of: 3) ? Encoding.json : Encoding.protobuf,
            id: id ?? FactID(high: 0x0190_0000_0000_7000, low: UInt64(bitPattern: number)),
            bytes: (0..<size).map { UInt8(truncatingIfNeeded: Int(number) * 31 + $0) },
            columns: EntryColumns(
                kind: kind, subject: subject ?? "project/P\(number % 5)",
                unit: number.isMultiple(of: 4) ? nil : "甲镇", effectiveDay: effectiveDay))
    }

    /// Entries at the positions of a range.
    public static func samples(_ range: ClosedRange<Int64>) -> [Entry] {
        range.map { sample($0) }
    }
}

extension JournalStore {
    /// Everything, from the first entry on.
    public func readAll() throws(JournalError) -> [Entry] {
        try read(after: .origin, max: .max, maxBytes: .max)
    }
}
