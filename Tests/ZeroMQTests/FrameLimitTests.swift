// SPDX-License-Identifier: Apache-2.0
//
// The limit upon received frames: what it drops, and what it does not count.

import Testing
import ZeroMQ

@Suite struct FrameLimitTests {
    let context: Context

    init() throws {
        context = try Context()
    }

    @Test func aLargerFrameCostsTheConnection() throws {
        let router = try Socket<Router>(context, label: "router") { $0.maxFrameBytes = 1_000 }
        let dealer = try Socket<Dealer>(context, label: "dealer")
        try dealer.connect(router.bind("tcp://127.0.0.1:*"))
        #expect(try dealer.send([Frame(repeating: 1, count: 1_000)], within: patience) == .sent)
        let before = try #require(try router.receive(within: patience))
        #expect(try dealer.send([Frame(repeating: 2, count: 1_001)], within: patience) == .sent)
        // Each is lost until the dealer is connected anew, under another routing id.
        var after: Message?
        let limit = ContinuousClock.now + patience
        while after == nil, ContinuousClock.now < limit {
            _ = try dealer.send([[3]], within: .milliseconds(100))
            after = try router.receive(within: .milliseconds(50))
        }
        #expect(after?.frames[1] == [3])
        #expect(after?.frames[0] != before.frames[0])
    }

    @Test func itCountsFramesAndNotMessages() throws {
        let pull = try Socket<Pull>(context, label: "pull") { $0.maxFrameBytes = 1_000 }
        let push = try Socket<Push>(context, label: "push")
        try push.connect(pull.bind("tcp://127.0.0.1:*"))
        let message = Message(
            frames: Array(repeating: Frame(repeating: 1, count: 1_000), count: 50))
        #expect(try push.send(message, within: patience) == .sent)
        #expect(try pull.receive(within: patience) == message)
    }
}
