// SPDX-License-Identifier: Apache-2.0
//
// The floor under every answer: a ROUTER in a process of its own that answers each message with so
// many bytes and thinks nothing.

import ArgumentParser
import Foundation
import ZeroMQ

struct EchoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "echo", abstract: "Answers every message with so many bytes.",
        shouldDisplay: false)

    @Argument var endpoint: String
    @Argument var bytes: [Int]

    func run() throws {
        let socket = try Socket<Router>(Context(), label: "echo") { $0.lingerMilliseconds = 0 }
        _ = try socket.bind(endpoint)
        let reply = bytes.map { [UInt8](repeating: 7, count: $0) }
        while true {
            guard let message = try socket.receive(within: .seconds(3_600)) else { continue }
            let path = message.frames.prefix { !$0.isEmpty }
            _ = try socket.send(Message(frames: path + [[]] + reply))
        }
    }
}

/// A running echo.
final class Echo {
    private let child: Child
    let endpoint = "tcp://127.0.0.1:\(Int.random(in: 32_001..<32_700))"

    /// - Parameter reply: the frames whose sizes it answers with.
    init(reply: Message) throws {
        child = try Child(
            Service.program("bench"),
            ["echo", endpoint] + reply.frames.dropFirst().map { "\($0.count)" })
    }
}
