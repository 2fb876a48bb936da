// SPDX-License-Identifier: Apache-2.0
//
// The lazy client: a request may be repeated, and a late reply is not taken for the next one's.

import Testing
import ZeroMQ

@Suite struct RequestTests {
    let context: Context

    init() throws {
        context = try Context()
    }

    @Test(arguments: [true, false])
    func correlationAddsAFrameBeforeTheEmptyOne(_ isOn: Bool) throws {
        let router = try Socket<Router>(context, label: "router")
        let request = try Socket<Request>(context, label: "request") {
            $0.requestCorrelate = isOn
        }
        try request.connect(router.bind("tcp://127.0.0.1:*"))
        #expect(try request.send(Message(texts: "q"), within: patience) == .sent)
        let message = try #require(try router.receive(within: patience))
        let sizes = message.frames.map(\.count)
        #expect(sizes == (isOn ? [5, 4, 0, 1] : [5, 0, 1]))
        #expect(try router.send(message) == .sent)
        #expect(try request.receive(within: patience) == Message(texts: "q"))
    }

    @Test func aLateReplyIsPassedOver() throws {
        let router = try Socket<Router>(context, label: "router")
        let request = try Socket<Request>(context, label: "request")
        try request.connect(router.bind("tcp://127.0.0.1:*"))
        #expect(try request.send(Message(texts: "first"), within: patience) == .sent)
        let first = try #require(try router.receive(within: patience))
        #expect(try request.send(Message(texts: "second"), within: patience) == .sent)
        let second = try #require(try router.receive(within: patience))
        #expect(first.frames[1] != second.frames[1])
        #expect(try router.send(first) == .sent)
        #expect(try router.send(second) == .sent)
        #expect(try request.receive(within: patience) == Message(texts: "second"))
    }

    @Test func strictlyOneAtATime() throws {
        let reply = try Socket<Reply>(context, label: "reply")
        let request = try Socket<Request>(context, label: "request") {
            $0.requestRelaxed = false
        }
        try request.connect(reply.bind("tcp://127.0.0.1:*"))
        #expect(try request.send(Message(texts: "q"), within: patience) == .sent)
        let error = #expect(throws: ZeroMQError.self) { _ = try request.send(Message(texts: "r")) }
        #expect(error?.code == .wrongState)
        #expect(try reply.receive(within: patience) == Message(texts: "q"))
        #expect(try reply.send(Message(texts: "a")) == .sent)
        #expect(try request.receive(within: patience) == Message(texts: "a"))
    }
}
