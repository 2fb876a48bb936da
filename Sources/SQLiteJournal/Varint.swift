// SPDX-License-Identifier: Apache-2.0
//
// Numbers of few bytes: seven bits a byte, least significant first, the high bit set on all but the last.
// One that may be below zero is folded first (0, -1, 1, -2 … → 0, 1, 2, 3 …).

import Journal
import Pipeline
import Rollup

/// Writes numbers one after the other.
struct VarintWriter {
    var bytes: [UInt8] = []

    mutating func put(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func put(signed value: Int64) { put(UInt64(bitPattern: value << 1 ^ value >> 63)) }

    mutating func put(signed value: Int128) {
        if let small = Int64(exactly: value) { return put(signed: small) }
        var rest = UInt128(bitPattern: value << 1 ^ value >> 127)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func put(_ text: String) {
        put(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }
}

/// Reads numbers one after the other.
struct VarintReader {
    private let bytes: [UInt8]
    private var place = 0
    /// What the bytes are, for the error.
    private let name: String

    init(_ bytes: [UInt8], of name: String) {
        self.bytes = bytes
        self.name = name
    }

    var isAtEnd: Bool { place == bytes.count }

    private mutating func next() throws(JournalError) -> UInt128 {
        var (small, shift) = (UInt64(0), UInt64(0))
        while place < bytes.count, shift < 63 {
            let byte = bytes[place]
            place += 1
            small |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return UInt128(small) }
            shift += 7
        }
        var (value, high) = (UInt128(small), UInt128(shift))
        while place < bytes.count, high < 128 {
            let byte = bytes[place]
            place += 1
            let bits = UInt128(byte & 0x7F)
            guard (bits << high) >> high == bits else { break }
            value |= bits << high
            if byte < 0x80 { return value }
            high += 7
        }
        throw .corrupt("\(name) end in the middle")
    }

    mutating func number() throws(JournalError) -> Int { try narrowed(try next()) }

    mutating func wide() throws(JournalError) -> Int128 {
        let folded = try next()
        return Int128(bitPattern: folded >> 1) ^ -Int128(bitPattern: folded & 1)
    }

    mutating func signed() throws(JournalError) -> Int { try narrowed(try wide()) }

    private func narrowed(_ number: some BinaryInteger) throws(JournalError) -> Int {
        guard let narrow = Int(exactly: number) else {
            throw .corrupt("a number in \(name) is too large")
        }
        return narrow
    }

    mutating func text() throws(JournalError) -> String {
        let count = try number()
        guard count <= bytes.count - place else {
            throw .corrupt("a text in \(name) is too long")
        }
        defer { place += count }
        return String(decoding: bytes[place..<place + count], as: UTF8.self)
    }

    /// A day that is told as its distance from another.
    mutating func day(from other: CivilDay) throws(JournalError) -> CivilDay {
        let (sum, isOver) = Int(other.ordinal).addingReportingOverflow(try signed())
        guard !isOver, let ordinal = Int32(exactly: sum) else {
            throw .corrupt("a day in \(name) is too far away")
        }
        return CivilDay(ordinal: ordinal)
    }

    /// An amount and a number of facts. None that was written is near the ends of its type, so that sums
    /// of those that are taken have room.
    mutating func tally() throws(JournalError) -> Tally {
        let tally = Tally(amount: try wide(), facts: try signed())
        guard tally.amount.magnitude < 1 << 120, tally.facts.magnitude < 1 << 56 else {
            throw .corrupt("an amount in \(name) is too large")
        }
        return tally
    }

    /// A position that is told as its distance from an earlier one.
    mutating func position(after other: Position) throws(JournalError) -> Position {
        let (sum, isOver) = other.number.addingReportingOverflow(Int64(try number()))
        guard !isOver else { throw .corrupt("a position in \(name) is too large") }
        return Position(sum)
    }
}
