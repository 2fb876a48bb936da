// SPDX-License-Identifier: Apache-2.0
//
// Delivering an outbox to a worker that one thread plays: order, what is set aside, the lock.

import Foundation
import Pipeline
import Testing
import Wire

@testable import Client

@Suite struct DeliveryTests {
    @Test func anOutboxEmptiesInOrderAndSetsAsideWhatIsDeclined() throws {
        try withOutbox { outbox in
            let kept = try (1...4).map { try outbox.put([unit($0)]) }
            try Data("torn".utf8).write(to: URL(filePath: outbox.path(kept[2])))
            let answers: [StatusCode] = [.unavailable, .ok, .invalidArgument, .ok]
            try withWorker(answers: answers) { endpoint, context in
                let client = try Client(endpoint, context: context, name: "ClientTests")
                var told: [String] = []
                let left = try client.deliver(outbox, within: .seconds(60)) { delivery in
                    switch delivery {
                    case .journaled(let kept, _): told.append("\(kept.number) journaled")
                    case .setAside(let kept, let why): told.append("\(kept.number) \(why.line)")
                    }
                }
                #expect(left == 0)
                #expect(
                    told == [
                        "1 journaled", "2 DECLINED: INVALID_ARGUMENT",
                        "3 DAMAGED: cut short: 4 bytes", "4 journaled",
                    ])
            }
            #expect(try outbox.waiting().isEmpty)
            #expect(try outbox.setAside() == [kept[1], kept[2]])
        }
    }

    @Test func whoComesSecondIsToldThatItIsBusy() throws {
        try withOutbox { outbox in
            try outbox.put([unit(1)])
            let lock = try outbox.deliveryLock()
            try withClient(of: "inproc://nobody") { client in
                let error = #expect(throws: ClientError.self) {
                    try client.deliver(outbox, within: .milliseconds(50))
                }
                guard case .outbox(let inner)? = error else { return #expect(error == nil) }
                #expect(inner.kind == .busy)
            }
            withExtendedLifetime(lock) {}
            #expect(try outbox.waiting().count == 1)
        }
    }
}
