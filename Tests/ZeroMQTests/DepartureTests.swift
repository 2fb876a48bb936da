// SPDX-License-Identifier: Apache-2.0
//
// What a client still gets of a server that sent and went before the client looked.
//
// With `immediate` libzmq 4.3.4 drops all that was received and not yet read (measured: 1,000 of
// 1,000 messages); no test demands that it does.

import Testing
import ZeroMQ

@Suite struct DepartureTests {
    @Test func withoutImmediateNothingThatArrivedIsLost() throws {
        let count = 1_000
        let context = try Context()
        let other = try Context()
        let dealer = try Socket<Dealer>(context, label: "dealer") { $0.immediate = false }
        let router = try Socket<Router>(other, label: "router") { $0.lingerMilliseconds = 20_000 }
        try dealer.connect(router.bind("tcp://127.0.0.1:*"))
        #expect(try dealer.send([[]], within: patience) == .sent)
        let sender = try #require(try router.receive(within: patience)).frames[0]
        for _ in 0..<count { #expect(try router.send([sender, [1]], within: patience) == .sent) }
        router.close()
        #expect(try other.terminate(within: patience) == .complete)
        var received = 0
        while received < count, try dealer.receive(within: patience) != nil { received += 1 }
        #expect(received == count)
    }
}
