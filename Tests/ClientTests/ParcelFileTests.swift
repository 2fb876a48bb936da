// SPDX-License-Identifier: Apache-2.0
//
// The file of a parcel: what is read is what was written, or it is told apart.

import Pipeline
import Testing
import Wire
import Workers

@testable import Client

@Suite struct ParcelFileTests {
    private static let parcel = Parcel(
        id: FactID(high: 1, low: .max), encoding: .json, allOrNothing: true,
        bodies: [Array("one".utf8), [], [0, 255]])

    @Test func whatIsReadIsWhatWasWritten() throws {
        for encoding in Encoding.allCases {
            var parcel = ParcelFileTests.parcel
            parcel.encoding = encoding
            parcel.allOrNothing = encoding == .json
            #expect(try Parcel(fileBytes: parcel.fileBytes) == parcel)
        }
    }

    /// The form is kept by machines for months: it may not change unseen.
    @Test func theBytesAreThese() {
        let bytes = Parcel(
            id: FactID(high: 1, low: 2), encoding: .protobuf, bodies: [[0xAA]]
        ).fileBytes
        let words = bytes.map { String($0, radix: 16) }.joined(separator: " ")
        #expect(
            words == """
                47 42 50 41 52 43 30 31 0 0 0 10 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 2 \
                0 0 0 1 1 0 0 0 1 0 0 0 0 1 aa 53 0 f5 51
                """)
    }

    @Test func theCheckSumIsTheUsualOne() {
        #expect(CRC32.of("123456789".utf8) == 0xCBF4_3926)
    }

    @Test func everyProperPrefixAndEveryChangedByteIsTold() {
        let bytes = ParcelFileTests.parcel.fileBytes
        for count in bytes.indices {
            #expect(throws: ParcelDamage.self) { try Parcel(fileBytes: Array(bytes[..<count])) }
            var other = bytes
            other[count] ^= 0x10
            #expect(throws: ParcelDamage.self) { try Parcel(fileBytes: other) }
        }
        #expect(throws: ParcelDamage.self) { try Parcel(fileBytes: bytes + [0]) }
    }
}
