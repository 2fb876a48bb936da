// SPDX-License-Identifier: Apache-2.0
//
// Endpoints: what is refused before the engine sees it, and who owns an `ipc` path.

import Foundation
import Testing

@testable import ZeroMQ

@Suite struct EndpointTests {
    let context: Context
    let directory: PrivateDirectory
    let endpoint: String

    init() throws {
        context = try Context()
        directory = try PrivateDirectory()
        endpoint = "ipc://\(directory.path)/s"
    }

    @Test(arguments: [
        ("", ZeroMQError.Code.invalidArgument), ("tcp", .invalidArgument),
        ("tcp://", .invalidArgument), ("tcp://127.0.0.1:1\0", .invalidArgument),
        ("udp://127.0.0.1:1", .transportNotSupported),
        ("pgm://eth0;239.0.0.1:1", .transportNotSupported),
        ("ipc://" + String(repeating: "x", count: 108), .nameTooLong),
    ])
    func refusedAtOnce(_ endpoint: String, _ code: ZeroMQError.Code) throws {
        let pair = try Socket<Pair>(context, label: "pair")
        let bound = #expect(throws: ZeroMQError.self) { try pair.bind(endpoint) }
        #expect(bound?.code == code)
        let connected = #expect(throws: ZeroMQError.self) { try pair.connect(endpoint) }
        #expect(connected?.code == code)
    }

    @Test func aPathOf107BytesIsBound() throws {
        let name = String(repeating: "x", count: 107 - directory.path.utf8.count - 1)
        let pair = try Socket<Pair>(context, label: "pair")
        let longest = "ipc://\(directory.path)/\(name)"
        #expect(try pair.bind(longest) == longest)
        let error = #expect(throws: ZeroMQError.self) { try pair.bind(longest + "x") }
        #expect(error?.text.contains("108") == true)
    }

    @Test(arguments: ["ipc", "ipc://@zmq-\(getpid())", "tcp://127.0.0.1:*"])
    func aSecondBindIsRefused(_ place: String) throws {
        let first = try Socket<Pull>(context, label: "first")
        let taken = try first.bind(place == "ipc" ? endpoint : place)
        let second = try Socket<Pull>(context, label: "second")
        let error = #expect(throws: ZeroMQError.self) { try second.bind(taken) }
        #expect(error?.code == .addressInUse)
        #expect(error?.operation == "bind second to \(taken)")
        let push = try Socket<Push>(context, label: "push")
        try push.connect(taken)
        #expect(try push.send(Message(texts: "x"), within: patience) == .sent)
        #expect(try first.receive(within: patience) == Message(texts: "x"))
    }

    @Test func aPathIsFreeAgainAtOnce() throws {
        for round in 0..<20 {
            let pull = try Socket<Pull>(context, label: "pull \(round)")
            try pull.bind(endpoint)
            if round % 2 == 0 { try pull.unbind(endpoint) } else { pull.close() }
        }
        let last = try Socket<Pull>(context, label: "last")
        try last.bind(endpoint)
        let push = try Socket<Push>(context, label: "push")
        try push.connect(endpoint)
        #expect(try push.send(Message(texts: "x"), within: patience) == .sent)
        #expect(try last.receive(within: patience) != nil)
    }

    @Test func aDeadServersFileIsNoHindrance() throws {
        for name in ["s", "s.lock"] {
            #expect(
                FileManager.default.createFile(atPath: "\(directory.path)/\(name)", contents: nil))
        }
        let pull = try Socket<Pull>(context, label: "pull")
        #expect(try pull.bind(endpoint) == endpoint)
    }

    @Test func aMissingDirectoryIsNamed() throws {
        let pull = try Socket<Pull>(context, label: "pull")
        let error = #expect(throws: ZeroMQError.self) {
            try pull.bind("ipc://\(directory.path)/no/s")
        }
        #expect(error?.code == .notFound)
    }

    @Test func theResolvedEndpointIsListed() throws {
        let pull = try Socket<Pull>(context, label: "intake")
        let resolved = try pull.bind("tcp://127.0.0.1:*")
        #expect(resolved.hasPrefix("tcp://127.0.0.1:") && !resolved.hasSuffix("*"))
        #expect(context.openSockets == ["intake \(resolved)"])
        try pull.unbind(resolved)
        #expect(context.openSockets == ["intake"])
        let error = #expect(throws: ZeroMQError.self) { try pull.unbind(resolved) }
        #expect(error?.code == .notFound)
        try pull.connect("inproc://later")
        #expect(context.openSockets == ["intake inproc://later"])
        try pull.disconnect("inproc://later")
        #expect(context.openSockets == ["intake"])
    }
}
