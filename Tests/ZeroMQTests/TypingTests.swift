// SPDX-License-Identifier: Apache-2.0
//
// What must not compile does not, checked by the compiler upon the module under test. Each case
// has the same frame as the control, which compiles, so a refusal is due to the line in question.

import Foundation
import Testing

@Suite struct TypingTests {
    @Test func whatIsLawfulCompiles() throws {
        let result = try typecheck(
            """
            let publisher = try Socket<Publisher>(context, label: "p")
            _ = try publisher.send(Message(texts: "a"))
            let subscriber = try Socket<Subscriber>(context, label: "s") {
                options throws(ZeroMQError) in try options.subscribe("a")
            }
            _ = try subscriber.receive()
            subscriber.close()
            """)
        #expect(result.status == 0, "\(result.output)")
    }

    @Test(arguments: [
        ("_ = try Socket<Publisher>(context, label: \"p\").receive()", "ReceivingRole"),
        ("_ = try Socket<Push>(context, label: \"p\").receive(within: .zero)", "ReceivingRole"),
        ("_ = try Socket<Subscriber>(context, label: \"s\").send([[1]])", "SendingRole"),
        ("_ = try Socket<Pull>(context, label: \"s\").send([[1]])", "SendingRole"),
        ("try Socket<Pull>(context, label: \"s\").subscribe([1])", "Subscriber"),
        (
            """
            _ = try Socket<Dealer>(context, label: "d") { $0.routerMandatory = true }
            """, "Router"
        ),
        (
            """
            let socket = try Socket<Pair>(context, label: "d")
            Thread.detachNewThread { socket.close() }
            """, "Sendable"
        ),
    ])
    func whatIsNotIsRefused(_ line: String, _ reason: String) throws {
        let result = try typecheck(line)
        #expect(result.status != 0)
        #expect(result.output.contains(reason), "\(result.output)")
    }

    /// Copying and use after closing are found by a later stage than types are.
    @Test(arguments: [
        "let twin = socket; socket.close(); twin.close()",
        "socket.close(); _ = try socket.receive()",
    ])
    func aClosedSocketIsNotUsed(_ line: String) throws {
        let opening = "let socket = try Socket<Pair>(context, label: \"d\")\n"
        let control = try typecheck(opening + "_ = try socket.receive(); socket.close()")
        #expect(control.status == 0, "\(control.output)")
        let result = try typecheck(opening + line)
        #expect(result.status != 0)
        #expect(
            result.output.contains("consumed more than once")
                || result.output.contains("used after consume"))
    }

    private func typecheck(_ body: String) throws -> Program.Ended {
        let directory = try PrivateDirectory()
        let file = directory.path + "/snippet.swift"
        let source = """
            import Foundation
            import ZeroMQ
            func snippet(_ context: Context) throws {
            \(body)
            }
            """
        try source.write(toFile: file, atomically: true, encoding: .utf8)
        let modules = try #require(
            (CommandLine.arguments + [Bundle.main.executablePath ?? ""])
                .map { URL(filePath: $0).deletingLastPathComponent().path + "/Modules" }
                .first { FileManager.default.fileExists(atPath: $0 + "/ZeroMQ.swiftmodule") },
            "the built module is not beside the tests")
        let sources =
            URL(filePath: #filePath).deletingLastPathComponent().path
            + "/../../Sources/CZeroMQ"
        return try Program(
            "/usr/bin/env",
            [
                "swiftc", "-emit-sil", "-o", "/dev/null", "-swift-version", "6",
                "-I", modules, "-I", sources, file,
            ]
        ).end()
    }
}
