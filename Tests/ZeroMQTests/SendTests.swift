// SPDX-License-Identifier: Apache-2.0
//
// What sending answers when nobody is there, nobody reads, or the message is no message.

import Testing

@testable import ZeroMQ

@Suite struct SendTests {
    let context: Context

    init() throws {
        context = try Context()
    }

    @Test func aRouterSaysThatNobodyHasTheRoutingID() throws {
        let router = try Socket<Router>(context, label: "router")
        try router.bind("tcp://127.0.0.1:*")
        #expect(try router.send(Message(texts: "nobody", "", "x")) == .unroutable)
        #expect(try router.send(Message(texts: "nobody", "", "x"), within: patience) == .unroutable)
    }

    @Test func withoutMandatoryItVanishes() throws {
        let router = try Socket<Router>(context, label: "router") { $0.routerMandatory = false }
        try router.bind("tcp://127.0.0.1:*")
        #expect(try router.send(Message(texts: "nobody", "", "x")) == .sent)
    }

    @Test func aPeerThatLeftIsUnroutable() throws {
        let router = try Socket<Router>(context, label: "router")
        let dealer = try Socket<Dealer>(context, label: "dealer")
        try dealer.connect(router.bind("tcp://127.0.0.1:*"))
        #expect(try dealer.send(Message(texts: "hello"), within: patience) == .sent)
        let message = try #require(try router.receive(within: patience))
        #expect(try router.send(message) == .sent)
        dealer.close()
        let limit = ContinuousClock.now + patience
        var outcome = SendOutcome.sent
        while outcome != .unroutable, ContinuousClock.now < limit {
            outcome = try router.send(message)
        }
        #expect(outcome == .unroutable)
    }

    @Test func aDealerWithoutPeerWouldBlock() throws {
        let dealer = try Socket<Dealer>(context, label: "dealer")
        try dealer.connect("tcp://127.0.0.1:1")
        #expect(try dealer.send(Message(texts: "hello")) == .wouldBlock)
        let start = ContinuousClock.now
        #expect(try dealer.send(Message(texts: "a", "b"), within: .milliseconds(30)) == .wouldBlock)
        #expect(ContinuousClock.now - start >= .milliseconds(30))
    }

    @Test func roomIsSeenAfterAFullQueue() throws {
        let pull = try Socket<Pull>(context, label: "pull") { $0.receiveHighWater = 1 }
        let endpoint = try pull.bind("inproc://full")
        let push = try Socket<Push>(context, label: "push") { $0.sendHighWater = 1 }
        try push.connect(endpoint)
        var count = 0
        while try push.send([[1], [2]]) == .sent { count += 1 }
        #expect(count == 2)
        for _ in 0..<count { #expect(try pull.receive(within: patience) == [[1], [2]]) }
        #expect(try push.send([[3], [4]], within: patience) == .sent)
        #expect(try pull.receive(within: patience) == [[3], [4]])
    }

    @Test func aRouterWaitsForTheOneThatIsFull() throws {
        let router = try Socket<Router>(context, label: "router") { $0.sendHighWater = 1 }
        let endpoint = try router.bind("inproc://router")
        let stalled = try Socket<Dealer>(context, label: "stalled") { $0.receiveHighWater = 1 }
        let other = try Socket<Dealer>(context, label: "other")
        for dealer in [stalled.core, other.core] { try dealer.connect(Endpoint(endpoint)) }
        #expect(try other.send([[0]]) == .sent)
        #expect(try router.receive(within: patience) != nil)
        #expect(try stalled.send([[1]]) == .sent)
        let message = try #require(try router.receive(within: patience))
        while try router.send(message) == .sent {}
        #expect(try router.send(message, within: .milliseconds(20)) == .wouldBlock)
        #expect(try stalled.receive(within: patience) == [[1]])
        #expect(try stalled.receive(within: patience) == [[1]])
        #expect(try router.send(message, within: patience) == .sent)
    }

    @Test func aMessageHasFrames() throws {
        let router = try Socket<Router>(context, label: "router")
        let pair = try Socket<Pair>(context, label: "pair")
        let first = #expect(throws: ZeroMQError.self) { _ = try router.send([[1]]) }
        #expect(first?.code == .invalidArgument)
        let second = #expect(throws: ZeroMQError.self) { _ = try pair.send([]) }
        #expect(second?.code == .invalidArgument)
    }

    @Test func aReplyNeedsARequest() throws {
        let reply = try Socket<Reply>(context, label: "reply")
        let error = #expect(throws: ZeroMQError.self) { _ = try reply.send([[1]]) }
        #expect(error?.code == .wrongState)
        #expect(error?.operation == "send from reply")
    }
}
