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
        try withWorker(answers: answers) { endpoint, context in
            let client = try Client(endpoint, context: context, name: "ClientTests")
            let batches = try [[unit(1), unit(2)], [unit(3)], [unit(4), unit(5), unit(6)]]
            var taken: [[FactID?]] = []
            try client.log(inOrder: batches, within: .seconds(60)) { facts, outcomes in
                #expect(outcomes.map(\.kind) == facts.map { _ in .created })
                taken.append(facts.map(\.id))
            }
            #expect(taken == batches.map { $0.map(\.id) })
        }
    }

    /// What was answered is told before the failure of the next batch, and none is sent after it.
    @Test func aBatchThatFailsIsTheLastOne() throws {
        try withWorker(answers: [.ok, .invalidArgument]) { endpoint, context in
            let client = try Client(endpoint, context: context, name: "ClientTests")
            var taken = 0
            var made = 0
            let batches = (1...4).lazy.map { (number) -> [Fact] in
                made += 1
                return [try! unit(number)]
            }
            let error = #expect(throws: ClientError.self) {
                try client.log(inOrder: batches, within: .seconds(60)) { _, _ in taken += 1 }
            }
            guard case .declined(let header)? = error else { return #expect(error == nil) }
            #expect(header.status == .invalidArgument)
            #expect(taken == 1 && made == 3)
        }
    }
}
