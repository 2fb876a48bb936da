// SPDX-License-Identifier: Apache-2.0
//
// The wait of a thread that owns sockets: what wakes it, and what does not.

import Foundation
import Synchronization
import Testing

@testable import ZeroMQ

@Suite struct PollerTests {
    let context: Context

    init() throws {
        context = try Context()
    }

    @Test func socketsOfSeveralRolesAndADescriptor() throws {
        let pull = try Socket<Pull>(context, label: "pull")
        let router = try Socket<Router>(context, label: "router")
        let push = try Socket<Push>(context, label: "push")
        try push.connect(pull.bind("inproc://pull"))
        try router.bind("inproc://router")
        let bell = try Mailbox()
        var poller = Poller()
        let pulled = poller.add(pull)
        let routed = poller.add(router)
        let pushed = poller.add(push, for: .writable)
        let plain = poller.add(fileDescriptor: bell.descriptor)
        #expect(try poller.wait(upTo: .zero) == 1)
        #expect(poller[pushed] == .writable && poller[pulled] == [])
        #expect(try push.send(Message(texts: "x"), within: patience) == .sent)
        bell.signal()
        poller.change(pushed, to: [])
        #expect(try poller.wait(upTo: patience) == 2)
        #expect(poller[pulled] == .readable && poller[plain] == .readable)
        #expect(poller[routed] == [] && poller[pushed] == [])
        // A level, not an edge; and a plain descriptor is left to its owner.
        #expect(try poller.wait(upTo: .zero) == 2)
        #expect(bell.drain())
        #expect(try pull.receive() != nil)
        #expect(try poller.wait(upTo: .zero) == 0)
    }

    @Test func aRemovedPlaceIsGivenAgain() throws {
        let first = try Mailbox()
        let second = try Mailbox()
        var poller = Poller()
        let firstTicket = poller.add(first)
        poller.remove(firstTicket)
        first.signal()
        #expect(try poller.wait(upTo: .zero) == 0)
        let secondTicket = poller.add(second)
        second.signal()
        #expect(try poller.wait(upTo: .zero) == 1)
        #expect(poller[secondTicket] == .readable)
    }

    @Test func aMailboxWakesFromAnotherThread() throws {
        let mailbox = try Mailbox()
        let pull = try Socket<Pull>(context, label: "pull")
        var poller = Poller()
        _ = poller.add(pull)
        let ticket = poller.add(mailbox)
        for _ in 0..<200 {
            let ringer = Worker { mailbox.signal() }
            #expect(try poller.wait(upTo: patience) == 1)
            #expect(poller[ticket] == .readable)
            try ringer.join()
        }
    }

    @Test func ringsAddUpToOneAndAreDrainedByTheWait() throws {
        let mailbox = try Mailbox()
        var poller = Poller()
        _ = poller.add(mailbox)
        for _ in 0..<1_000 { mailbox.signal() }
        #expect(try poller.wait(upTo: .zero) == 1)
        #expect(try poller.wait(upTo: .zero) == 0)
        #expect(!mailbox.drain())
    }

    @Test func aLimitIsKeptAndNeverCutShort() throws {
        var poller = Poller()
        _ = poller.add(try Mailbox())
        let start = ContinuousClock.now
        #expect(try poller.wait(upTo: .microseconds(20_300)) == 0)
        #expect(ContinuousClock.now - start >= .microseconds(20_300))
    }

    @Test func aClosedSocketIsATypedError() throws {
        let pull = try Socket<Pull>(context, label: "pull")
        var poller = Poller()
        let ticket = poller.add(pull)
        pull.close()
        do {
            try poller.wait(upTo: .zero)
            Issue.record("it did not throw")
        } catch {
            #expect(error.code == .closed)
        }
        poller.remove(ticket)
        #expect(try poller.wait(upTo: .zero) == 0)
    }

    /// A waiting thread is hit by signals until it has handled some, and yet waits for its fact.
    @Test func signalsDoNotEndAWait() throws {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in
            interruptions.add(1, ordering: .sequentiallyConsistent)
        }
        sigaction(SIGUSR1, &action, nil)
        let mailbox = try Mailbox()
        let thread = Mutex<pthread_t?>(nil)
        let waiter = Worker { [context] in
            Result { () throws(ZeroMQError) in
                let pull = try Socket<Pull>(context, label: "pull")
                var poller = Poller()
                _ = poller.add(pull)
                let ticket = poller.add(mailbox)
                var all = sigset_t()
                sigfillset(&all)
                pthread_sigmask(SIG_UNBLOCK, &all, nil)  // A test's own thread has them blocked.
                thread.withLock { $0 = pthread_self() }
                try poller.wait(upTo: patience)
                return poller[ticket] == .readable
            }
        }
        let limit = ContinuousClock.now + patience
        while interruptions.load(ordering: .sequentiallyConsistent) < 50 {
            try #require(ContinuousClock.now < limit, "no signal arrives")
            if let thread = thread.withLock({ $0 }) { pthread_kill(thread, SIGUSR1) }
        }
        mailbox.signal()
        #expect(try waiter.join() == .success(true))
    }
}

private let interruptions = Atomic<Int>(0)
