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
