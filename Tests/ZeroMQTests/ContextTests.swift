// SPDX-License-Identifier: Apache-2.0
//
// The end of a context: it wakes who waits, waits for who closes, names who does not, and never
// hangs.

import Synchronization
import Testing
import ZeroMQ

@Suite struct ContextTests {
    let context: Context

    init() throws {
        context = try Context()
    }

    @Test func anEmptyContextEnds() throws {
        #expect(try context.terminate(within: patience) == .complete)
        #expect(try context.terminate(within: .zero) == .complete)
        context.shutdown()
    }

    @Test func aLeakedSocketIsNamedAndNothingHangs() throws {
        let pull = try Socket<Pull>(context, label: "intake")
        let endpoint = try pull.bind("tcp://127.0.0.1:*")
        let other = try Socket<Pair>(context, label: "spare")
        let start = ContinuousClock.now
        let leaked = Termination.leaked(["intake \(endpoint)", "spare"])
        #expect(try context.terminate(within: .milliseconds(50)) == leaked)
        #expect(ContinuousClock.now - start < .seconds(5))
        pull.close()
        #expect(try context.terminate(within: .zero) == .leaked(["spare"]))
        other.close()
        #expect(try context.terminate(within: patience) == .complete)
    }

    @Test func goingOutOfScopeCloses() throws {
        do {
            _ = try Socket<Pair>(context, label: "brief")
            let named = try Socket<Pair>(context, label: "named")
            #expect(context.openSockets == ["named"])
            _ = try named.receive()
        }
        #expect(context.openSockets == [])
        #expect(try context.terminate(within: patience) == .complete)
    }

    @Test func shutdownWakesABlockedWait() throws {
        let isOpen = try Mailbox()
        let waiter = Worker { [context] in
            Result { () throws(ZeroMQError) in
                let pull = try Socket<Pull>(context, label: "pull")
                try pull.bind("tcp://127.0.0.1:*")
                var poller = Poller()
                _ = poller.add(pull)
                isOpen.signal()
                return try poller.wait()
            }
        }
        var poller = Poller()
        _ = poller.add(isOpen)
        #expect(try poller.wait(upTo: patience) == 1)
        // It waits for the thread to close its socket, in answer to the shutdown.
        #expect(try context.terminate(within: patience) == .complete)
        let outcome = try waiter.join()
        #expect(throws: ZeroMQError.self) { try outcome.get() }
        if case .failure(let error) = outcome { #expect(error.code == .terminated) }
    }

    @Test func afterShutdownEveryCallSaysSo() throws {
        let pair = try Socket<Pair>(context, label: "pair")
        context.shutdown()
        let errors = [
            #expect(throws: ZeroMQError.self) { _ = try pair.receive() },
            #expect(throws: ZeroMQError.self) { _ = try pair.receive(within: patience) },
            #expect(throws: ZeroMQError.self) { _ = try pair.send([[1]], within: patience) },
            #expect(throws: ZeroMQError.self) { try pair.bind("tcp://127.0.0.1:*") },
            #expect(throws: ZeroMQError.self) { _ = try Socket<Pair>(context, label: "late") },
        ]
        for error in errors { #expect(error?.code == .terminated) }
        pair.close()
        #expect(try context.terminate(within: patience) == .complete)
    }

    @Test func unsentMessagesLingerForATimeAndNoLonger() throws {
        let push = try Socket<Push>(context, label: "push") { $0.lingerMilliseconds = 100 }
        try push.connect("tcp://127.0.0.1:1")
        #expect(try push.send([[1]]) == .sent)
        push.close()
        #expect(try context.terminate(within: .milliseconds(1)) == .lingering)
        #expect(try context.terminate(within: patience) == .complete)
    }

    @Test func closingSendsWhatIsUnsent() throws {
        let other = try Context()
        let pull = try Socket<Pull>(context, label: "pull")
        let push = try Socket<Push>(other, label: "push")
        try push.connect(pull.bind("tcp://127.0.0.1:*"))
        for number in 0..<100 { #expect(try push.send([[UInt8(number)]]) == .sent) }
        push.close()
        #expect(try other.terminate(within: patience) == .complete)
        for number in 0..<100 {
            #expect(try pull.receive(within: patience) == [[UInt8(number)]])
        }
    }

    @Test func twoMayWaitForTheEnd() throws {
        let pair = try Socket<Pair>(context, label: "pair")
        let waiters = (0..<2).map { _ in
            Worker { [context] in
                Result { () throws(ZeroMQError) in try context.terminate(within: patience) }
            }
        }
        pair.close()
        for waiter in waiters { #expect(try waiter.join() == .success(.complete)) }
    }

    @Test(arguments: [0, -1, Int.max])
    func atLeastOneThread(_ count: Int) {
        let error = #expect(throws: ZeroMQError.self) { _ = try Context(ioThreads: count) }
        #expect(error?.code == .invalidArgument)
    }
}
