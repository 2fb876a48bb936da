// SPDX-License-Identifier: Apache-2.0
//
// Laws of the two encodings: what is written is read back, the two say the same, a message cut
// short is refused, and no bytes whatever bring the reader down.

import Pipeline
import Seeded
import TestKit
import Testing

@testable import Wire

@Suite("Round trips")
struct RoundTripTests {
    static let encodings: [Encoding] = [.protobuf, .json]
    /// Every so many cuts of a message are tried, from another one on for each kind.
    private let cuts = Proof.times(7, full: 1)
    /// Damaged and random messages a seed.
    private let tries = Proof.times(40, full: 1_000)

    @Test("Every kind of fact comes back", arguments: FactKind.allCases)
    func kinds(kind: FactKind) throws {
        for seed in 0..<60 {
            let fact = randomRecord(Fact.self, seed: seed, kind: kind)
            #expect(fact.content?.kind == kind)
            for encoding in Self.encodings {
                let bytes = fact.encoded(as: encoding)
                #expect(try Fact.decode(from: bytes, as: encoding) == fact)
            }
        }
    }

    @Test("Every message comes back")
    func messages() {
        struct Check: RecordAction {
            mutating func act<R: Record>(_ type: R.Type) {
                for seed in 0..<40 {
                    let record = randomRecord(R.self, seed: seed)
                    for encoding in RoundTripTests.encodings {
                        let bytes = WireCodec.encode(record, as: encoding)
                        let back = try? WireCodec.decode(
                            R.self, from: bytes, as: encoding, strictness: .strict)
                        #expect(back == record, "\(R.self), seed \(seed), \(encoding)")
                    }
                }
            }
        }
        var check = Check()
        EveryMessage.act(&check)
    }

    @Test("Every proper prefix of JSON is refused", arguments: FactKind.allCases)
    func jsonPrefixes(kind: FactKind) {
        let bytes = randomRecord(Fact.self, seed: 3, kind: kind).encoded(as: .json)
        for count in stride(from: kind.rawValue % cuts, to: bytes.count, by: cuts) {
            let found = finding(Fact.self, Array(bytes.prefix(count)), .json)
            #expect(found?.rule == .malformedMessage, "\(count) of \(bytes.count)")
        }
    }

    /// A protobuf message that ends between two fields is a shorter message by nature; all other
    /// cuts are refused.
    @Test("Every cut within a field of protobuf is refused", arguments: FactKind.allCases)
    func protobufPrefixes(kind: FactKind) {
        let bytes = randomRecord(Fact.self, seed: 5, kind: kind).encoded(as: .protobuf)
        let borders = Self.borders(bytes)
        #expect(borders.last == bytes.count)
        for count in stride(from: kind.rawValue % cuts, to: bytes.count, by: cuts) {
            let found = finding(Fact.self, Array(bytes.prefix(count)), .protobuf)
            #expect((found == nil) == borders.contains(count), "\(count) of \(bytes.count)")
            if let found { #expect(found.rule == .malformedMessage) }
        }
    }

    /// Where top-level fields end; facts hold varints and length-delimited fields only.
    static func borders(_ bytes: [UInt8]) -> [Int] {
        var borders = [0]
        var place = 0
        func varint() -> Int {
            var value = 0
            var shift = 0
            while true {
                let byte = bytes[place]
                place += 1
                value |= Int(byte & 0x7F) << shift
                shift += 7
                if byte < 0x80 { return value }
            }
        }
        while place < bytes.count {
            let tag = varint()
            let length = varint()
            if tag & 7 == 2 { place += length }
            borders.append(place)
        }
        return borders
    }

    @Test("Damaged bytes are refused or mean something", arguments: 0..<40)
    func damage(seed: Int) throws {
        var generator = Generator(seed: UInt64(seed))
        for encoding in Self.encodings {
            let sound = randomRecord(Fact.self, seed: seed).encoded(as: encoding)
            for _ in 0..<tries {
                var bytes = sound
                for _ in 0..<Int.random(in: 1...3, using: &generator) {
                    let place = Int.random(in: 0..<bytes.count, using: &generator)
                    bytes[place] = UInt8.random(in: 0...255, using: &generator)
                }
                guard let fact = try? Fact.decode(from: bytes, as: encoding) else { continue }
                #expect(try Fact.decode(from: fact.encoded(as: encoding), as: encoding) == fact)
            }
        }
    }

    @Test("Noise is refused or means something", arguments: 0..<40)
    func noise(seed: Int) {
        var generator = Generator(seed: UInt64(seed))
        for _ in 0..<tries {
            let count = Int.random(in: 0..<60, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            for encoding in Self.encodings {
                for strictness in [Strictness.strict, .lenient] {
                    _ = finding(Fact.self, bytes, encoding, strictness)
                    _ = finding(Header.self, bytes, encoding, strictness)
                }
            }
        }
    }

    @Test("Unset, zero and empty are three things")
    func unsetIsNotZero() throws {
        var zero = Money()
        zero.minorUnits = 0
        var empty = Fact()
        empty.note = ""
        for encoding in Self.encodings {
            let unset = WireCodec.encode(Money(), as: encoding)
            #expect(unset != WireCodec.encode(zero, as: encoding))
            let back = try WireCodec.decode(
                Money.self, from: unset, as: encoding, strictness: .strict)
            #expect(back.minorUnits == nil)
            #expect(try Fact.decode(from: empty.encoded(as: encoding), as: encoding).note == "")
        }
    }

    @Test("A fact may hold a kind without fields")
    func emptyKind() throws {
        var fact = Fact()
        fact.content = .projectOperational(ProjectOperational())
        #expect(fact.encoded(as: .protobuf) == [0xB2, 0x02, 0x00])
        #expect(fact.encoded(as: .json) == Array(#"{"projectOperational":{}}"#.utf8))
        #expect(try Fact.decode(from: [0xB2, 0x02, 0x00], as: .protobuf) == fact)
    }
}
