// SPDX-License-Identifier: Apache-2.0
//
// The byte forms that digests are taken over: whole numbers big-endian, byte strings after their
// length. A length before each part keeps two different lists of parts from having the same bytes.
// Which parts, and in what order, is said where a digest is defined.

extension [UInt8] {
    /// The number's bytes, most significant first.
    mutating func append(bigEndian number: some FixedWidthInteger) {
        unsafe Swift.withUnsafeBytes(of: number.bigEndian) { unsafe append(contentsOf: $0) }
    }

    /// A length of eight bytes, then the bytes.
    mutating func append(counted bytes: some Collection<UInt8>) {
        append(bigEndian: UInt64(bytes.count))
        append(contentsOf: bytes)
    }
}

extension StringProtocol {
    /// The order of the UTF-8 bytes: what every database and every language agrees on. The order of
    /// `String` is another one.
    func precedesInBytes(_ other: some StringProtocol) -> Bool {
        utf8.lexicographicallyPrecedes(other.utf8)
    }
}
