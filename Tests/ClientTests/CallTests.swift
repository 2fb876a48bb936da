// SPDX-License-Identifier: Apache-2.0
//
// The client's shell around its machines, against a worker that one thread plays.

import Foundation
import Pipeline
import Testing
import Wire

@testable import Client

@Suite struct CallTests {
    @Test func aBodyOverTheFrameLimitIsNotSent() throws {
        try withClient(of: "inproc://nobody") { client in
            var large = try unit(1)
            large.note = String(repeating: "x", count: 4 << 20)
            let facts = [try unit(2), large]
            #expect(throws: ClientError.tooLarge(index: 1)) {
                try client.log(facts, within: .seconds(60))
            }
        }
    }

    @Test func nobodyAnswers() throws {
        let endpoint = "ipc:///tmp/groundbreak-nobody-\(UUID().uuidString.prefix(8))"
        try withClient(of: endpoint) { client in
            #expect(throws: ClientError.noAnswer(endpoint: endpoint)) {
                try client.log([unit(1)], within: .milliseconds(50))
            }
        }
    }

    /// Declined for now, it asks again with the same id; declined to the end, it says with what.
    @Test func whatIsDeclinedForNowIsAskedAgain() throws {
        try withWorker(answers: [.unavailable, .unavailable, .ok]) { endpoint, context in
            let client = try Client(endpoint, context: context, name: "ClientTests")
            #expect(try client.log([unit(1)], within: .seconds(60)).map(\.kind) == [.created])
            let error = #expect(throws: ClientError.self) {
                try client.log([unit(1)], within: .milliseconds(300))
            }
            guard case .declined(let header)? = error else { return #expect(error == nil) }
            #expect(header.status == .unavailable)
        }
    }
}

extension CallTests {
    /// Batches are sent in their order, also where one is declined for now, and each gets its own outcomes.
    @Test func batchesGoInTheirOrder() throws {
        let answers: [StatusCode] = [.ok, .unavailable, .ok, .ok]
        let heard = HeardFacts()
        try withWorker(answers: answers, heard: heard) { endpoint, context in
            let client = try Client(endpoint, context: context, name: "ClientTests")
            let batches = try [[unit(1), unit(2)], [unit(3)], [unit(4), unit(5), unit(6)]]
            var taken: [[FactID?]] = []
            try client.log(inOrder: batches, within: .seconds(60)) { facts, outcomes in
                #expect(outcomes.map(\.kind) == facts.map { _ in .created })
                taken.append(facts.map(\.id))
            }
            let ids = batches.map { $0.map(\.id) }
            #expect(taken == ids)
            #expect(heard.ids == [ids[0], ids[1], ids[1], ids[2]])
        }
    }

    /// What was answered is told before the failure of the next batch, and none is sent after it.
    @Test func aBatchThatFailsIsTheLastOne() throws {
        let heard = HeardFacts()
        try withWorker(answers: [.ok, .invalidArgument], heard: heard) { endpoint, context in
            let client = try Client(endpoint, context: context, name: "ClientTests")
            var taken = 0
            let batches = try (1...4).map { [try unit($0)] }
            let error = #expect(throws: ClientError.self) {
                try client.log(inOrder: batches, within: .seconds(60)) { _, _ in taken += 1 }
            }
            guard case .declined(let header)? = error else { return #expect(error == nil) }
            #expect(header.status == .invalidArgument)
            // Another call is the last that came, so that one sent before it would have been heard.
            _ = try? client.log([unit(9)], within: .milliseconds(200))
            #expect(taken == 1)
            #expect(try heard.ids.prefix(3) == [[unit(1).id], [unit(2).id], [unit(9).id]])
        }
    }
}
