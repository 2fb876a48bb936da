// SPDX-License-Identifier: Apache-2.0
//
// What goes in comes out: over every transport, for frames around each size at which the engine
// changes its way of keeping them, and never in part.

import Testing

@testable import ZeroMQ

@Suite struct MessageTests {
    let context: Context
    let directory: PrivateDirectory

    init() throws {
        context = try Context()
        directory = try PrivateDirectory()
    }

    /// 33 bytes fit into the engine's message itself; 8,192 is its input buffer.
    static let sizes = [0, 1, 29, 30, 32, 33, 34, 64, 254, 255, 256, 8_191, 8_192, 8_193, 1 << 20]

    @Test(arguments: ["tcp://127.0.0.1:*", "ipc", "inproc://sizes"])
    func framesOfAnySize(_ place: String) throws {
        let pull = try Socket<Pull>(context, label: "pull")
        let endpoint = try pull.bind(place == "ipc" ? "ipc://\(directory.path)/s" : place)
        let push = try Socket<Push>(context, label: "push")
        try push.connect(endpoint)
        for size in Self.sizes {
            let message = Message(frames: [[], filled(size), [], filled(size), []])
            #expect(try push.send(message, within: patience) == .sent)
            #expect(try pull.receive(within: patience) == message)
        }
    }

    @Test func aVeryLargeFrame() throws {
        let line = try Line(context)
        let message = Message(filled(64 << 20))
        #expect(try line.push.send(message, within: patience) == .sent)
        #expect(try line.pull.receive(within: patience) == message)
    }

    @Test func eightFramesInOrder() throws {
        let line = try Line(context)
        let message = Message(frames: (0..<8).map { [UInt8($0)] })
        #expect(try line.push.send(message, within: patience) == .sent)
        #expect(try line.pull.receive(within: patience) == message)
        #expect(try line.pull.receive() == nil)
    }

    @Test(arguments: sizes)
    func lentFramesAreTheBytes(_ size: Int) throws {
        let line = try Line(context)
        #expect(try line.push.send([filled(size), [7]], within: patience) == .sent)
        var sums: [Int] = []
        var flags: [Bool] = []
        var poller = Poller()
        _ = poller.add(line.pull)
        #expect(try poller.wait(upTo: patience) == 1)
        let isThere = try line.pull.receive { frame, hasMore in
            var sum = frame.byteCount
            for offset in 0..<frame.byteCount {
                sum += Int(frame.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
            }
            sums.append(sum)
            flags.append(hasMore)
        }
        #expect(isThere)
        #expect(sums == [size + filled(size).reduce(0) { $0 + Int($1) }, 8])
        #expect(flags == [true, false])
        #expect(try !line.pull.receive { _, _ in Issue.record("nothing was sent") })
    }

    @Test func conveniences() {
        let message = Message(texts: "a", "", "äß")
        #expect(message == Message(frames: [[97], [], [195, 164, 195, 159]]))
        #expect(message == [[97], [], [195, 164, 195, 159]])
        #expect(message.byteCount == 5)
        #expect(message.text(at: 2) == "äß")
        #expect(message.text(at: 3) == nil)
        #expect(Message([0xFF]).text(at: 0) == nil)
    }

    private func filled(_ size: Int) -> Frame {
        Frame((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ size) })
    }
}

/// A pusher connected to a puller.
private struct Line: ~Copyable {
    let push: Socket<Push>
    let pull: Socket<Pull>

    init(_ context: Context) throws {
        let pull = try Socket<Pull>(context, label: "pull")
        let push = try Socket<Push>(context, label: "push")
        try push.connect(pull.bind("tcp://127.0.0.1:*"))
        self.pull = pull
        self.push = push
    }
}
