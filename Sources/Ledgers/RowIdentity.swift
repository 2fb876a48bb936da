// SPDX-License-Identifier: Apache-2.0
//
// The ids of a ledger's facts, derived so that an edited sheet gives the same ids again.
//
// Sixteen bytes: four of the digest of the ledger's name; two of order, the digits of the key's
// first part modulo 65,536; ten of the digest of (ledger, key, kind, occurrence), of which a UUID of
// version 8 takes six bits. Never an amount, nor a day that may be corrected.
// Why keyed by ledger and row, not by a leading day: every day of a row can be corrected, so none is
// fit for an id; and a ledger's ids stand in one small region of the journal's index, about in the
// order of its rows, which keeps that region's pages warm while one file is imported.
// Law: facts of one ledger share an id only by a collision of 74 bits; the server would answer a
// conflict, and count nothing twice.

import Pipeline

/// By what a row is known on its sheet: the texts of its key, and of several rows with the same key
/// which of them it is, from 1 in the order of the sheet.
public struct RowKey: Hashable, Sendable {
    public var parts: [String]
    public var occurrence: Int
}

struct RowIdentity: Sendable {
    private let ledger: [UInt8]
    /// The first 32 bits of every id.
    private let region: UInt64
    private let digest: @Sendable ([UInt8]) -> [UInt8]
    /// How often each key was asked for.
    private var occurrences: [[String]: Int] = [:]

    init(ledger: String, digest: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        self.ledger = Array(ledger.utf8)
        self.digest = digest
        let hash = digest(Array("groundbreak ledger 1".utf8) + self.ledger)
        precondition(hash.count >= 16, "a digest of sixteen bytes or more")
        region = RowIdentity.word(hash[0..<4]) << 32
    }

    /// The number of the next row with that key, from 1.
    mutating func next(_ parts: [String]) -> RowKey {
        let count = occurrences[parts, default: 0] + 1
        occurrences[parts] = count
        return RowKey(parts: parts, occurrence: count)
    }

    /// Sixteen hexadecimal digits that name a row which has no key of its own.
    func rowName(_ key: RowKey) -> String {
        let later = key.occurrence == 1 ? 0 : -key.occurrence
        let id = id(key.parts, .projectSigned, occurrence: later)
        return String(id.text.filter { $0 != "-" }.suffix(16))
    }

    /// The id of a row's fact of that kind.
    ///
    /// - Parameters:
    ///   - part: of several facts of one kind, from 0.
    ///   - generation: how often a fact of this place was voided and is stated anew, from 0.
    func id(_ key: RowKey, _ kind: FactKind, part: Int = 0, generation: Int = 0) -> FactID {
        let parts = part == 0 ? key.parts : key.parts + ["part", "\(part + 1)"]
        return id(parts, kind, occurrence: key.occurrence + generation << 20)
    }

    /// Which part of its row a draft is: the number of the part that gives its id.
    func part(of fact: Fact, _ key: RowKey) -> Int {
        guard let kind = fact.content?.kind, kind == .detailsSet else { return 0 }
        return (0..<RowIdentity.partsMax).first { id(key, kind, part: $0) == fact.id } ?? 0
    }

    /// The most facts of one kind that a row gives (`Row.parts`).
    static let partsMax = 64

    /// The id of a fact about one of this ledger's: the same for the same content.
    func id(of content: [UInt8]) -> FactID {
        let hash = digest(Array("groundbreak order 1".utf8) + ledger + [0] + content)
        return RowIdentity.version8(
            high: region | RowIdentity.word(hash[0..<4]), low: RowIdentity.word(hash[4..<12]))
    }

    /// Whether an id is one of this ledger's.
    func isOwn(_ id: FactID) -> Bool { id.high >> 32 == region >> 32 }

    private func id(_ key: [String], _ kind: FactKind, occurrence: Int) -> FactID {
        var input: [UInt8] = []
        input.reserveCapacity(96)
        append(ledger, to: &input)
        for part in key { append(part.utf8, to: &input) }
        append(number: kind.rawValue, to: &input)
        append(number: occurrence, to: &input)
        let hash = digest(input)
        let order = UInt64(order(of: key.first ?? "")) << 16
        return RowIdentity.version8(
            high: region | order | RowIdentity.word(hash[0..<2]),
            low: RowIdentity.word(hash[2..<10]))
    }

    /// As `FactID(digest:)`, without the generic call, which cost a third of a whole reading.
    private static func version8(high: UInt64, low: UInt64) -> FactID {
        FactID(high: high & ~0xF000 | 0x8000, low: low & ~(0b11 << 62) | 0b10 << 62)
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func order(of part: String) -> Int {
        part.utf8.reduce(0) { value, byte in
            (0x30...0x39).contains(byte) ? (value * 10 + Int(byte - 0x30)) & 0xFFFF : value
        }
    }

    /// Each part with its length, so that no two keys read the same.
    private func append(_ bytes: some Collection<UInt8>, to input: inout [UInt8]) {
        append(number: bytes.count, to: &input)
        input += bytes
    }

    private func append(number: Int, to input: inout [UInt8]) {
        for shift in [24, 16, 8, 0] { input.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}
