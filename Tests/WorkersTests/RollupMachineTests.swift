// SPDX-License-Identifier: Apache-2.0
//
// The rollup machine: what it asks for and when, which replies it takes, and where it gets stuck.

import Journal
import Pipeline
import TestKit
import Testing
import Wire

@testable import Workers

@Suite struct RollupMachineTests {
    @Test func oneRequestIsOutAndALostReplyIsAskedForAgain() throws {
        var desk = try RollupDesk()
        desk.step(.tick)
        #expect(desk.asked.count == 1 && desk.asked[0].after == 0)
        desk.steady = 2_999
        desk.step(.tick)
        #expect(desk.asked.count == 1, "the reply may still come")
        desk.steady = 3_000
        desk.step(.tick)
        #expect(desk.asked.map(\.after) == [0, 0])
        #expect(Set(desk.asked.map(\.id)).count == 2, "the late reply must be told apart")
    }

    @Test func aStaleReplyIsPassedOver() throws {
        var desk = try RollupDesk()
        desk.step(.tick)
        desk.steady = 3_000
        desk.step(.tick)
        desk.answer(desk.asked[0])
        #expect(desk.folds.isEmpty)
        desk.answer(desk.asked[1])
        #expect(desk.folds.map(\.count) == [2])
        desk.answer(desk.asked[1])
        #expect(desk.folds.count == 1, "the same reply again")
    }

    @Test func itFoldsThenAsksFromTheNewCursor() throws {
        var desk = try RollupDesk()
        desk.step(.tick)
        desk.answer(desk.asked[0])
        desk.step(.tick)
        #expect(desk.asked.count == 1, "not while it folds")
        #expect(desk.heads == [Position(2)])
        try desk.fold()
        #expect(desk.asked.map(\.after) == [0, 2])
    }

    @Test func aRequestThatCouldNotLeaveIsAskedAgainWithTheNextTick() throws {
        var desk = try RollupDesk()
        desk.step(.tick)
        desk.step(.notSent)
        #expect(desk.asked.count == 1)
        desk.step(.tick)
        #expect(desk.asked.count == 2)
    }

    @Test func anUnsoundLeafStopsItAtThePosition() throws {
        var desk = try RollupDesk()
        desk.world.journal.tamper(Position(2)) { $0.leaf[0] ^= 1 }
        desk.step(.tick)
        desk.answer(desk.asked[0])
        try desk.fold()
        #expect(desk.machine.isStuck && desk.notices.count == 1)
        #expect(desk.notices[0].contains("position 2"))
        #expect(try desk.ledger.cursor().position == Position(1), "what came before stands")
        desk.steady = 60_000
        desk.step(.tick)
        #expect(desk.asked.count == 1, "once stuck it asks no more")
    }

    /// What came before the unsound entry was on its way, and is told later not to be kept.
    @Test func whatCameBeforeWhereItIsStuckIsFoldedAgainWhenItIsLost() throws {
        var desk = try RollupDesk()
        desk.world.journal.tamper(Position(2)) { $0.leaf[0] ^= 1 }
        desk.step(.tick)
        desk.answer(desk.asked[0])
        try desk.fold()
        #expect(desk.machine.isStuck)
        desk.step(.foldFailed(JournalError(.full, during: .begin), .origin))
        desk.steady = 1_000
        desk.step(.tick)
        #expect(desk.asked.map(\.after) == [0, 0])
        desk.answer(desk.asked[1])
        #expect(desk.folds.map { $0.map(\.position.number) } == [[1, 2], [1, 2]])
    }

    /// A batch before the last can fail while a request is out: its reply is of no use then.
    @Test func aFailureToldWhileARequestIsOutSetsTheCursorBack() throws {
        var desk = try RollupDesk()
        desk.step(.tick)
        desk.answer(desk.asked[0])
        try desk.fold()
        #expect(desk.asked.map(\.after) == [0, 2])
        desk.step(.foldFailed(JournalError(.full, during: .begin), .origin))
        _ = desk.world.log([Sample.stored], request: 2)
        desk.answer(desk.asked[1])
        #expect(desk.folds.count == 1 && desk.exits.isEmpty)
        desk.steady = 1_000
        desk.step(.tick)
        #expect(desk.asked.map(\.after) == [0, 2, 0])
        desk.answer(desk.asked[2])
        #expect(desk.folds.last?.map(\.position.number) == [1, 2, 3])
    }

    @Test func bytesThatAreNoFactStopItOnceTheyAreNext() throws {
        var desk = try RollupDesk()
        desk.world.journal.tamper(Position(2)) { $0.bytes = [0xFF] }
        desk.step(.tick)
        desk.answer(desk.asked[0])
        #expect(desk.folds.map(\.count) == [1])
        try desk.fold()
        desk.answer(desk.asked[1])
        #expect(desk.machine.isStuck && desk.notices.last?.contains("position 2") == true)
    }

    @Test func anotherEpochStopsIt() throws {
        var desk = try RollupDesk()
        desk.step(.tick)
        desk.answer(desk.asked[0])
        try desk.fold()
        _ = desk.world.log([Sample.stored], request: 2)
        desk.answer(desk.asked[1], epoch: .other)
        try desk.fold()
        #expect(desk.machine.isStuck && desk.notices.last?.contains("epoch") == true)
        #expect(try desk.ledger.cursor().position == Position(2))
    }

    @Test func aRefusalThatCanPassIsAskedAgainAndOneThatCannotStopsIt() throws {
        var desk = try RollupDesk()
        desk.step(.tick)
        desk.refuse(desk.asked[0], .unavailable, "BUSY")
        #expect(desk.asked.count == 1 && !desk.machine.isStuck)
        desk.steady = 3_000
        desk.step(.tick)
        #expect(desk.asked.count == 2)
        desk.refuse(desk.asked[1], .outOfRange, "BEYOND_HEAD")
        #expect(desk.machine.isStuck && desk.notices.last?.contains("BEYOND_HEAD") == true)
    }

    @Test func aFoldThatFailsAsksToExit() throws {
        var desk = try RollupDesk()
        desk.step(.tick)
        desk.answer(desk.asked[0])
        desk.ledger.fail(FailurePlan(call: 1, operation: .commit))
        try desk.fold()
        #expect(desk.exits.count == 1 && desk.asked.count == 1)
    }
}

/// A rollup worker beside a journal of a unit and a signing.
private struct RollupDesk {
    struct Asked {
        var id: FactID
        var after: Int64
    }

    let world: IngestWorld
    let ledger = MemoryLedger()
    var machine = RollupMachine(cursor: .origin, runID: 1)
    var asked: [Asked] = []
    var folds: [[Entry]] = []
    var heads: [Position] = []
    var notices: [String] = []
    var exits: [String] = []
    var steady: Int64 = 0
    private var folder: Folder<MemoryLedger>
    private var epochs: [Epoch] = []

    init() throws {
        world = try IngestWorld()
        folder = try Folder(database: ledger)
        _ = world.log([Sample.unit, Sample.signed], request: 1)
    }

    mutating func step(_ input: RollupInput) {
        for output in machine.step(input, at: Time(wall: .noon, steadyMilliseconds: steady)) {
            switch output {
            case .send(let frames):
                let envelope = try! Envelope(frames: frames)
                asked.append(
                    Asked(
                        id: envelope.header.requestId!,
                        after: try! envelope.body(ReadRequest.self).after!))
            case .fold(let entries, let epoch):
                folds.append(entries)
                epochs.append(epoch)
            case .head(let position): heads.append(position)
            case .notice(let text): notices.append(text)
            case .exit(let reason): exits.append(reason)
            }
        }
    }

    /// Does the fold that was asked for last.
    mutating func fold() throws {
        do throws(JournalError) {
            let stuck = try folder.fold(folds.last!, epoch: epochs.last!)
            step(.folded(folder.cursor.position, stuck))
        } catch {
            step(.foldFailed(error, folder.cursor.position))
        }
    }

    /// Answers with all that the journal has.
    mutating func answer(_ asked: Asked, epoch: Epoch? = nil) {
        var body = ReadReply()
        body.epoch = (epoch ?? world.journal.epoch).text
        body.head = world.journal.head.position.number
        body.entries = try! world.journal.readAll()
            .filter { $0.position.number > asked.after }.map(JournalEntry.init)
        reply(asked, .ok, bodies: [WireCodec.encode(body, as: .protobuf)])
    }

    mutating func refuse(_ asked: Asked, _ status: StatusCode, _ reason: String) {
        reply(asked, status, reason: reason, bodies: [])
    }

    private mutating func reply(
        _ asked: Asked, _ status: StatusCode, reason: String? = nil, bodies: [[UInt8]]
    ) {
        var header = Header()
        header.kind = .reply
        header.requestId = asked.id
        header.status = status
        header.reason = reason
        step(.received(Envelope(encoding: .protobuf, header: header, bodies: bodies).frames))
    }
}
