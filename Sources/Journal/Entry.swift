// SPDX-License-Identifier: Apache-2.0
//
// One entry of the journal: the bytes as received, the server's stamps, and a hash over both.
//
//     leaf = SHA-256(0x00 ‖ position ‖ recordedAt ‖ principal ‖ encoding ‖ bytes)
//
// Before each of the five parts stands its length in bytes as a big-endian UInt64. Position and
// recordedAt (microseconds since 1970 in UTC) are big-endian Int64, so their length is 8; the
// principal is the UTF-8 of its journaled form; the encoding is one byte. The leading 0x00 is the
// leaf mark of RFC 6962. The columns and the id are no part of the leaf: they are derived from the
// bytes, and whoever can read the bytes derives them again (`verify`).

import Crypto
public import Pipeline

/// A fact as the journal holds it.
public struct Entry: Hashable, Sendable {
    /// Its place: one more than that of the entry before.
    public var position: Position
    /// When the server took it; never before that of the entry before.
    public var recordedAt: Moment
    /// Who logged it.
    public var principal: Principal
    /// How `bytes` are encoded: `Encoding.protobuf`, `Encoding.json`.
    public var encoding: UInt8
    /// The fact's id, unique in a journal.
    public var id: FactID
    /// The fact as received, not re-encoded.
    public var bytes: [UInt8]
    /// The hash, 32 bytes; see the head of this file.
    public var leaf: [UInt8]
    /// What else is kept in columns.
    public var columns: EntryColumns

    /// A new entry; its leaf is computed.
    public init(
        position: Position, recordedAt: Moment, principal: Principal, encoding: UInt8, id: FactID,
        bytes: [UInt8], columns: EntryColumns
    ) {
        self.init(
            position: position, recordedAt: recordedAt, principal: principal, encoding: encoding,
            id: id, bytes: bytes, leaf: [], columns: columns)
        leaf = computedLeaf
    }

    /// An entry read back, with the leaf that stood beside it.
    public init(
        position: Position, recordedAt: Moment, principal: Principal, encoding: UInt8, id: FactID,
        bytes: [UInt8], leaf: [UInt8], columns: EntryColumns
    ) {
        self.position = position
        self.recordedAt = recordedAt
        self.principal = principal
        self.encoding = encoding
        self.id = id
        self.bytes = bytes
        self.leaf = leaf
        self.columns = columns
    }

    /// The hash of what the entry holds now.
    public var computedLeaf: [UInt8] {
        var form: [UInt8] = [0x00]
        form.reserveCapacity(128 + bytes.count)
        form.append(bigEndian: UInt64(8))
        form.append(bigEndian: position.number)
        form.append(bigEndian: UInt64(8))
        form.append(bigEndian: recordedAt.microseconds)
        form.append(counted: principal.text.utf8)
        form.append(bigEndian: UInt64(1))
        form.append(encoding)
        form.append(counted: bytes)
        return unsafe SHA256.hash(data: form).withUnsafeBytes { unsafe Array($0) }
    }

    /// Whether the stored leaf is the hash of what the entry holds.
    public var hasSoundLeaf: Bool { leaf == computedLeaf }

    /// The numbers of the encodings.
    public enum Encoding {
        /// The protobuf schema's binary form.
        public static let protobuf: UInt8 = 1
        /// Its strict JSON form.
        public static let json: UInt8 = 2
    }
}

/// What is kept of a fact in columns beside its bytes, for search; a function of the bytes.
public struct EntryColumns: Hashable, Sendable {
    /// The field number of the kind (`FactKind.rawValue`); unknown numbers are kept as they are.
    public var kind: Int
    /// The subject's text (`Subject.text`).
    public var subject: String
    /// The code of the unit that reports.
    public var unit: String?
    /// The day from which it is true, as `CivilDay.ordinal`.
    public var effectiveDay: Int32?

    /// All columns.
    public init(kind: Int, subject: String, unit: String? = nil, effectiveDay: Int32? = nil) {
        self.kind = kind
        self.subject = subject
        self.unit = unit
        self.effectiveDay = effectiveDay
    }
}
