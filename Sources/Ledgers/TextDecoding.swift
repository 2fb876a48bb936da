// SPDX-License-Identifier: Apache-2.0
//
// The bytes of a file → UTF-8. Offices save CSV from spreadsheets as UTF-8, with or without a byte
// order mark, or as GB18030 (of which GBK and GB2312 are parts).
//
// Law: what is valid UTF-8 is UTF-8; all else must be GB18030 to its last byte, since no character
// is ever replaced. A zero byte is text in neither (it tells UTF-16, or a workbook).

import Glibc

/// Text as UTF-8 without a byte order mark, and how it was written.
struct DecodedText {
    var bytes: [UInt8]
    var encoding: LedgerEncoding

    init(_ raw: [UInt8]) throws(LedgerError) {
        if let zero = raw.firstIndex(of: 0) { throw .notText(byteOffset: zero) }
        if raw.isUTF8 {
            let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
            bytes = raw.starts(with: mark) ? Array(raw.dropFirst(3)) : raw
            encoding = .utf8
        } else {
            bytes = try DecodedText.fromGB18030(raw)
            encoding = .gb18030
        }
    }

    /// One call over the whole text: three bytes of UTF-8 at most come of two of GB18030, and four
    /// of four, so that twice the room is always enough.
    private static func fromGB18030(_ raw: [UInt8]) throws(LedgerError) -> [UInt8] {
        let converter = iconv_open("UTF-8", "GB18030")
        guard converter != iconv_t(bitPattern: -1) else { throw .notText(byteOffset: 0) }
        defer { iconv_close(converter) }
        var input = raw
        var left = input.count
        let room = raw.count * 2
        let output = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            input.withUnsafeMutableBytes { bytes in
                var from = bytes.bindMemory(to: CChar.self).baseAddress
                var to =
                    UnsafeMutableRawPointer(buffer.baseAddress!)
                    .bindMemory(to: CChar.self, capacity: room) as UnsafeMutablePointer<CChar>?
                var free = room
                iconv(converter, &from, &left, &to, &free)
                count = room - free
            }
        }
        guard left == 0 else { throw .notText(byteOffset: raw.count - left) }
        return output
    }
}

extension [UInt8] {
    var isUTF8: Bool { String(validating: self, as: UTF8.self) != nil }
}
