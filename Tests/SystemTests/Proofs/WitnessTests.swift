// SPDX-License-Identifier: Apache-2.0
//
// The proofs' own witnesses, held to account: a loss, a double, a fen too much must be found, and
// the bad network must be as bad as it says.

import Pipeline
import Seeded
import Testing
import Wire
import ZeroMQ

extension SystemTests {
    @Suite struct WitnessTests {
        private let facts = (1...5).map {
            Acknowledged(
                id: FactID(high: 0, low: UInt64($0)), position: Int64($0),
                sums: Sums(signed: 1, domesticCapital: Int64($0)))
        }

        private func entry(_ fact: Acknowledged, at position: Int64) -> JournalEntry {
            var content = Fact()
            content.id = fact.id
            var entry = JournalEntry()
            entry.position = position
            entry.encoding = .protobuf
            entry.bytes = WireCodec.encode(content, as: .protobuf)
            return entry
        }

        @Test func lossesAndDoublesAreFound() throws {
            var journal = ReadBack()
            for fact in facts.dropLast() { try journal.take(entry(fact, at: fact.position)) }
            #expect(throws: Unexpected.self) { try journal.expect(facts) }
            #expect(throws: Unexpected.self) { try journal.take(entry(facts[0], at: 5)) }
            #expect(throws: Unexpected.self) { try journal.take(entry(facts[4], at: 6)) }
            var other = ReadBack()
            for fact in facts { try other.take(entry(fact, at: fact.position)) }
            try other.expect(facts)
        }

        @Test func wrongAnswersAreFound() {
            let right = [(0, 0), (1, 1), (3, 6), (3, 6), (9, 15)].map { position, capital in
                Questioner.Answer(
                    position: Int64(position),
                    sums: Sums(
                        signed: Int64(min(position, 5)), domesticCapital: Int64(capital)))
            }
            #expect(right.firstWrong(given: facts.reversed()) == nil)
            for index in right.indices {
                var wrong = right
                wrong[index] = Questioner.Answer(
                    position: right[index].position, sums: right[index].sums + Sums(started: 1))
                #expect(wrong.firstWrong(given: facts) != nil)
            }
        }

        /// What became of numbered messages: those that passed, in order.
        private func fates(_ seed: UInt64) -> (passed: [Int], counts: Turbulence.Counts) {
            var network = Turbulence(seed: seed)
            var passed: [Int] = []
            for number in 0..<20_000 {
                let message = Passing(frames: [Frame("\(number)".utf8)], direction: .toClient)
                let released = network.take(message).map(\.number)
                #expect(released.allSatisfy { number - $0 < Turbulence.window })
                passed += released
            }
            passed += network.rest().map(\.number)
            #expect(!network.isHolding)
            return (passed, network.counts)
        }

        @Test(arguments: [1, 2, 3] as [UInt64])
        func theNetworkIsBad(seed: UInt64) {
            let (passed, counts) = fates(seed)
            #expect(passed.count == counts.received - counts.dropped + counts.duplicated)
            #expect((1_800...2_200).contains(counts.dropped))
            #expect((1_800...2_200).contains(counts.duplicated))
            #expect(zip(passed, passed.dropFirst()).count { $0 > $1 } > 8_000)
            #expect(fates(seed).passed == passed)
        }
    }
}

extension Passing {
    fileprivate var number: Int { Int(String(decoding: frames[0], as: UTF8.self))! }
}
