// SPDX-License-Identifier: Apache-2.0
//
// The file of a parcel.
//
// It begins with the eight bytes "GBPARC01". Then come frames, each a length of four bytes, most
// significant first, and so many bytes: the id of the request (16 bytes, most significant first), the
// encoding (one byte: 1 protobuf, 2 JSON), all-or-nothing (one byte: 0 or 1), and each fact as it is
// sent. The last four bytes are a CRC-32 (that of zlib and Ethernet) over all bytes before them, most
// significant first.
//
// Law: what is read is what was written, or it is told apart: a file cut short anywhere, even between
// two frames, fails the check sum, and so does a changed byte.

import Pipeline
import Wire
import Workers

/// Why a file is no parcel.
struct ParcelDamage: Error, Hashable {
    let text: String
}

extension Parcel {
    private static let mark = Array("GBPARC01".utf8)

    /// The bytes of its file.
    var fileBytes: [UInt8] {
        var bytes = Parcel.mark
        let flags = [[UInt8(encoding.number)], [allOrNothing ? 1 : 0]]
        for frame in [id.bytes] + flags + bodies {
            bytes += UInt32(frame.count).bytes
            bytes += frame
        }
        return bytes + CRC32.of(bytes).bytes
    }

    /// Reads a file.
    init(fileBytes bytes: [UInt8]) throws(ParcelDamage) {
        guard bytes.count >= Parcel.mark.count + 4 else {
            throw ParcelDamage(text: "cut short: \(bytes.count) bytes")
        }
        guard bytes.starts(with: Parcel.mark) else {
            throw ParcelDamage(text: "not the file of a parcel")
        }
        guard CRC32.of(bytes.dropLast(4)).bytes == Array(bytes.suffix(4)) else {
            throw ParcelDamage(text: "torn or altered: the check sum differs")
        }
        let frames = try Parcel.frames(bytes.dropFirst(Parcel.mark.count).dropLast(4))
        guard frames.count >= 4, let id = FactID(bytes: frames[0]), frames[1].count == 1,
            let encoding = Encoding(number: Int(frames[1][0])), [[0], [1]].contains(frames[2])
        else { throw ParcelDamage(text: "the frames are not those of a parcel") }
        self.init(
            id: id, encoding: encoding, allOrNothing: frames[2] == [1],
            bodies: Array(frames.dropFirst(3)))
    }

    private static func frames(_ bytes: ArraySlice<UInt8>) throws(ParcelDamage) -> [[UInt8]] {
        var rest = bytes
        var frames: [[UInt8]] = []
        while !rest.isEmpty {
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            guard rest.count >= 4 + length else {
                throw ParcelDamage(text: "a frame is longer than its file")
            }
            frames.append(Array(rest.dropFirst(4).prefix(length)))
            rest = rest.dropFirst(4 + length)
        }
        return frames
    }
}

extension FixedWidthInteger {
    /// Most significant first.
    fileprivate var bytes: [UInt8] {
        (0..<Self.bitWidth / 8).reversed().map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) }
    }
}

extension FactID {
    fileprivate var bytes: [UInt8] { high.bytes + low.bytes }

    fileprivate init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        let words = [bytes[..<8], bytes[8...]].map { $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        self.init(high: words[0], low: words[1])
    }
}

/// The check sum of IEEE 802.3: reflected polynomial EDB88320, begun and ended with all bits turned.
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { word, _ in word >> 1 ^ (word & 1) &* 0xEDB8_8320 }
    }

    static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
        let table = table
        return ~bytes.reduce(~UInt32(0)) { sum, byte in
            table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ sum >> 8
        }
    }
}
