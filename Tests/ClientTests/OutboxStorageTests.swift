// SPDX-License-Identifier: Apache-2.0
//
// The outbox's folder: order, privacy, what a crash leaves behind, setting aside, locks.

import Foundation
import Pipeline
import Testing
import Wire
import Workers

@testable import Client

@Suite struct OutboxStorageTests {
    @Test func inTheOrderInWhichTheyWerePut() throws {
        try withOutbox { outbox in
            let kept = try (1...12).map { try outbox.put([unit($0)]) }
            #expect(kept.map(\.number) == Array(1...12))
            #expect(try outbox.waiting() == kept)
            let subjects = try kept.map { try outbox.facts(of: $0).map { $0?.subject } }
            #expect(subjects == (1...12).map { ["u\($0)"] })
            // A place that was given is given again only when nothing waits behind it.
            try outbox.remove(kept[3])
            #expect(try outbox.put([unit(13)]).number == 13)
        }
    }

    @Test func itIsPrivate() throws {
        try withOutbox { outbox in
            let kept = try outbox.put([unit(1)])
            func mode(_ path: String) throws -> Int? {
                try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            }
            #expect(try mode(outbox.folder) == 0o700)
            #expect(try mode(outbox.path(kept)) == 0o600)
        }
    }

    /// Nobody was told that a half-written file is kept; the next one is written over it.
    @Test func whatACrashLeftHalfWrittenIsNoParcel() throws {
        try withOutbox { outbox in
            let whole = try outbox.put([unit(1)])
            let bytes = try Data(contentsOf: URL(filePath: outbox.path(whole)))
            try bytes.dropLast(7).write(to: URL(filePath: outbox.folder + "/.writing"))
            #expect(try outbox.waiting() == [whole])
            let next = try outbox.put([unit(2)])
            #expect(try outbox.waiting() == [whole, next])
            #expect(try outbox.facts(of: next).map { $0?.subject } == ["u2"])
        }
    }

    @Test func aTornFileIsToldWithItsName() throws {
        try withOutbox { outbox in
            let kept = try outbox.put([unit(1)])
            let bytes = try Data(contentsOf: URL(filePath: outbox.path(kept)))
            for count in [0, 1, bytes.count / 2, bytes.count - 1] {
                try bytes.prefix(count).write(to: URL(filePath: outbox.path(kept)))
                let error = #expect(throws: OutboxError.self) { try outbox.read(kept) }
                #expect(error?.kind == .damaged && error?.path == outbox.path(kept))
                #expect(try outbox.waiting() == [kept])
            }
        }
    }

    @Test func whatIsSetAsideLiesBesideItsReason() throws {
        try withOutbox { outbox in
            let one = try outbox.put([unit(1)])
            let two = try outbox.put([unit(2)])
            var outcome = Outcome()
            outcome.kind = .refused
            try outbox.setAside(one, .notTaken([outcome]))
            // A crash before the move leaves the reason alone; doing it again is no harm.
            try outbox.setAside(two, .notUnderstood)
            try FileManager.default.moveItem(
                atPath: "\(outbox.asideFolder)/\(two.name)", toPath: outbox.path(two))
            try outbox.setAside(two, .tooLarge(index: 0))
            #expect(try outbox.waiting().isEmpty)
            #expect(try outbox.setAside() == [one, two])
            #expect(
                try outbox.reason(of: one) == "NOT_TAKEN: 1 of 1 facts were not journaled")
            #expect(try outbox.reason(of: two)?.hasPrefix("TOO_LARGE: ") == true)
            #expect(try outbox.facts(of: one).map { $0?.subject } == ["u1"])
            #expect(try outbox.put([unit(3)]).number == 3)
        }
    }

    @Test func whatIsPutBackGoesLastWithTheSameFactsInAnotherRequest() throws {
        try withOutbox { outbox in
            let one = try outbox.put([unit(1)])
            let two = try outbox.put([unit(2)])
            let request = try outbox.read(one)
            try outbox.setAside(one, .notUnderstood)
            let again = try outbox.putBack(one)
            #expect(try outbox.waiting() == [two, again])
            #expect(try outbox.setAside().isEmpty && outbox.reason(of: one) == nil)
            #expect(try outbox.read(again).bodies == request.bodies)
            #expect(try outbox.read(again).id != request.id)
        }
    }

    @Test func whatNoWorkerWouldTakeIsNotKept() throws {
        try withOutbox { outbox in
            var large = try unit(1)
            large.note = String(repeating: "x", count: CallMachine.frameBytesMax)
            for facts in [[large], [], Array(repeating: try unit(1), count: 10_001)] {
                let error = #expect(throws: OutboxError.self) { try outbox.put(facts) }
                #expect(error?.kind == .tooLarge)
            }
            #expect(try outbox.waiting().isEmpty)
        }
    }

    @Test func oneDelivers() throws {
        try withOutbox { outbox in
            var first = try outbox.deliveryLock()
            #expect(first != nil)
            #expect(try outbox.deliveryLock() == nil)
            // Putting goes on meanwhile.
            try outbox.put([unit(1)])
            first = nil
            #expect(try outbox.deliveryLock() != nil)
        }
    }

    @Test func manyPut() throws {
        try withOutbox { outbox in
            DispatchQueue.concurrentPerform(iterations: 8) { thread in
                for turn in 0..<25 { _ = try! outbox.put([unit(thread * 25 + turn)]) }
            }
            let numbers = try outbox.waiting().map(\.number)
            #expect(numbers == Array(1...200))
        }
    }

    @Test func aFolderThatCannotBeIsToldInTheSystemsWords() {
        let error = #expect(throws: OutboxError.self) { try Outbox(folder: "/dev/null/outbox") }
        #expect(error?.operation == "mkdir" && error?.code == ENOTDIR)
        #expect(error?.text.isEmpty == false)
    }
}
