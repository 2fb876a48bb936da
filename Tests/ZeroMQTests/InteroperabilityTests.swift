// SPDX-License-Identifier: Apache-2.0
//
// A foreign client: pyzmq in a process of its own, in both directions, over tcp and ipc.
//
// Each script gets the endpoint, gives up after 20 seconds by itself, and prints what it saw.

import Foundation
import Testing
import ZeroMQ

@Suite(.serialized) struct InteroperabilityTests {
    let context: Context
    let directory: PrivateDirectory

    init() throws {
        context = try Context()
        directory = try PrivateDirectory()
        let probe = try Program("/usr/bin/env", ["/usr/bin/python3", "-c", "import zmq"]).end()
        try #require(
            probe.status == 0,
            "these tests need /usr/bin/python3 with pyzmq (apt install python3-zmq)")
    }

    @Test(arguments: ["tcp://127.0.0.1:*", "ipc"], ["DEALER", "REQ"])
    func aRouterServesPython(_ place: String, _ role: String) throws {
        let router = try Socket<Router>(context, label: "router")
        let endpoint = try router.bind(place == "ipc" ? "ipc://\(directory.path)/s" : place)
        let python = try launch(
            """
            s = open(zmq.\(role)); s.connect(endpoint)
            for n in range(50):
                s.send_multipart([b'', b'h%d' % n, b'x' * n * 1000])
                got = s.recv_multipart()
                assert got == [b'', b'h%d' % n, b'X' * n * 1000, b''], got
            print('fifty')
            """, endpoint)
        for _ in 0..<50 {
            var message = try #require(try router.receive(within: patience))
            let body = message.frames.count - 1
            message.frames[body] = message.frames[body].map { $0 - 32 }
            message.frames.append([])
            #expect(try router.send(message) == .sent)
        }
        expect(python, "fifty")
    }

    @Test func aDealerAsksPython() throws {
        let endpoint = "ipc://\(directory.path)/s"
        let python = try launch(
            """
            s = open(zmq.ROUTER); s.bind(endpoint)
            for n in range(50):
                sender, empty, *rest = s.recv_multipart()
                s.send_multipart([sender, empty] + rest[::-1])
            print('served', s.recv_multipart()[1:])
            """, endpoint)
        let dealer = try Socket<Dealer>(context, label: "dealer")
        try dealer.connect(endpoint)
        for number in 0..<50 {
            let message = Message(texts: "", "a", "\(number)")
            #expect(try dealer.send(message, within: patience) == .sent)
            let reply = try dealer.receive(within: patience)
            #expect(reply == Message(texts: "", "\(number)", "a"))
        }
        // Only now may it go: what a client with `immediate` has not yet received is lost then.
        #expect(try dealer.send(Message(texts: "bye"), within: patience) == .sent)
        expect(python, "served [b'bye']")
    }

    @Test func aRequestAsksPython() throws {
        let endpoint = "ipc://\(directory.path)/s"
        let python = try launch(
            """
            s = open(zmq.REP); s.bind(endpoint)
            for n in range(10): s.send_multipart(s.recv_multipart() + [b'ok'])
            print('served', s.recv())
            """, endpoint)
        let request = try Socket<Request>(context, label: "request")
        try request.connect(endpoint)
        for number in 0..<10 {
            #expect(try request.send(Message(texts: "\(number)"), within: patience) == .sent)
            #expect(try request.receive(within: patience) == Message(texts: "\(number)", "ok"))
        }
        #expect(try request.send(Message(texts: "bye"), within: patience) == .sent)
        expect(python, "served b'bye'")
    }

    @Test func pythonSubscribes() throws {
        let publisher = try Socket<Publisher>(context, label: "publisher")
        let ready = try Socket<Pull>(context, label: "ready")
        let python = try launch(
            """
            s = open(zmq.SUB); s.subscribe(b'a/'); s.connect(endpoint)
            print(s.recv_multipart()); r = open(zmq.PUSH); r.connect(other); r.send(b'')
            """, publisher.bind("tcp://127.0.0.1:*"), ready.bind("tcp://127.0.0.1:*"))
        let limit = ContinuousClock.now + patience
        var isHeard = false
        while !isHeard, ContinuousClock.now < limit {
            for topic in ["b/", "a/1"] { _ = try publisher.send(Message(texts: topic, "x")) }
            isHeard = try ready.receive(within: .milliseconds(5)) != nil
        }
        expect(python, "[b'a/1', b'x']")
    }

    @Test func pythonPublishes() throws {
        let endpoint = "ipc://\(directory.path)/s"
        let python = try launch(
            """
            s = open(zmq.XPUB); s.bind(endpoint); print(s.recv())
            s.send_multipart([b'b/', b'no']); s.send_multipart([b'a/1', b'', b'yes'])
            """, endpoint)
        let subscriber = try Socket<Subscriber>(context, label: "subscriber") {
            options throws(ZeroMQError) in
            try options.subscribe("a/")
        }
        try subscriber.connect(endpoint)
        #expect(try subscriber.receive(within: patience) == Message(texts: "a/1", "", "yes"))
        expect(python, "b'\\x01a/'")
    }

    @Test func pythonPulls() throws {
        let push = try Socket<Push>(context, label: "push")
        let python = try launch(
            """
            s = open(zmq.PULL); s.connect(endpoint)
            print(sum(int(s.recv_multipart()[1]) for n in range(1000)))
            """, push.bind("tcp://127.0.0.1:*"))
        for number in 0..<1_000 {
            #expect(try push.send(Message(texts: "", "\(number)"), within: patience) == .sent)
        }
        expect(python, "499500")
    }

    @Test func pythonPushes() throws {
        let pull = try Socket<Pull>(context, label: "pull")
        let python = try launch(
            """
            s = open(zmq.PUSH); s.connect(endpoint)
            for n in range(1000): s.send_multipart([b'', b'%d' % n, b'y' * n])
            """, pull.bind("tcp://127.0.0.1:*"))
        for number in 0..<1_000 {
            let message = try pull.receive(within: patience)
            #expect(message?.text(at: 1) == "\(number)" && message?.byteCount ?? 0 > number)
        }
        expect(python, "")
    }

    private func launch(_ script: String, _ endpoints: String...) throws -> Program {
        let opening = """
            import sys, zmq
            endpoint, other = (sys.argv[1:] + [''])[:2]
            context = zmq.Context()
            def open(role):
                s = context.socket(role)
                s.setsockopt(zmq.RCVTIMEO, 20000); s.setsockopt(zmq.SNDTIMEO, 20000)
                s.setsockopt(zmq.LINGER, 20000)
                return s

            """
        // Python's exit alone would not wait for what is unsent.
        let closing = "\ncontext.destroy(linger=20000)\n"
        return try Program(
            "/usr/bin/env", ["/usr/bin/python3", "-c", opening + script + closing] + endpoints)
    }

    private func expect(
        _ program: Program, _ output: String, at location: SourceLocation = #_sourceLocation
    ) {
        let ended = program.end()
        #expect(ended.status == 0, "\(ended.output)", sourceLocation: location)
        let seen = ended.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(seen == output, sourceLocation: location)
    }
}
