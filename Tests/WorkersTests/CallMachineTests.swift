// SPDX-License-Identifier: Apache-2.0
//
// The client's calls and outbox: what is sent again, when, with which ids, and what is kept.

import Pipeline
import Testing
import Wire

@testable import Workers

@Suite struct CallMachineTests {
    @Test func anUnansweredCallIsSentAgainWithTheSameIdUntilItsDeadline() {
        var desk = CallDesk()
        desk.call(1, timeout: 20_000)
        while let wakeAt = desk.machine.wakeAt { desk.tick(at: wakeAt) }
        #expect(
            desk.sent.map(\.header.requestId?.low) == Array(repeating: 1, count: desk.sent.count))
        let gaps = zip(desk.sentAt.dropFirst(), desk.sentAt).map { $0 - $1 }
        for (gap, wait) in zip(gaps, [1_000, 2_000, 4_000, 8_000] as [Int64]) {
            #expect((wait * 3 / 4...wait * 5 / 4).contains(gap), "\(gap) for \(wait)")
        }
        #expect(desk.sent.count >= 4 && desk.steady == 20_000)
        #expect(desk.sent.last?.header.timeoutMs == 20_000 - desk.sentAt.last!)
        guard case .unanswered? = desk.ends[1] else { return #expect(Bool(false), "\(desk.ends)") }
    }

    @Test func callsMadeTogetherDoNotComeBackTogether() {
        var desk = CallDesk()
        for id in 1...50 { desk.call(UInt64(id), timeout: 1_500) }
        var times: Set<Int64> = []
        while let wakeAt = desk.machine.wakeAt {
            desk.tick(at: wakeAt)
            times.insert(desk.sentAt.last!)
        }
        #expect(times.count > 20, "\(times.count) moments")
    }

    @Test func aCallDeclinedForNowRestsAsLongAsTheWorkerSays() {
        var desk = CallDesk()
        desk.call(1, timeout: 20_000)
        desk.answer(1, .resourceExhausted, retryAfterMs: 300)
        #expect(desk.machine.wakeAt == 300)
        desk.tick(at: 300)
        #expect(desk.sent.count == 2 && desk.ends.isEmpty)
        desk.answer(1, .invalidArgument)
        guard case .answered? = desk.ends[1] else { return #expect(Bool(false), "\(desk.ends)") }
        desk.answer(1, .ok)
        #expect(desk.machine.wakeAt == nil, "a second answer is passed over")
    }

    @Test func atTheDeadlineTheLastWordIsTold() {
        var desk = CallDesk()
        desk.call(1, timeout: 100)
        desk.answer(1, .unavailable, retryAfterMs: 5_000)
        desk.tick(at: 100)
        guard case .declined(let header)? = desk.ends[1] else {
            return #expect(Bool(false), "\(desk.ends)")
        }
        #expect(header.status == .unavailable)
    }

    @Test func aBodyOverTheFrameLimitIsNeverSent() {
        var desk = CallDesk()
        desk.call(1, timeout: 100, bodies: [[], Array(repeating: 0, count: (4 << 20) + 1)])
        #expect(desk.sent.isEmpty)
        guard case .tooLarge(1)? = desk.ends[1] else { return #expect(Bool(false), "\(desk.ends)") }
    }
}

@Suite struct OutboxMachineTests {
    @Test func parcelsGoOneByOneAndLeaveOnceSettled() {
        var desk = OutboxDesk()
        desk.put(1)
        desk.put(2)
        #expect(desk.sent.map(\.header.requestId?.low) == [1])
        desk.answer(1, .ok, outcomes: 1)
        #expect(desk.settled == [1])
        #expect(desk.sent.map(\.header.requestId?.low) == [1, 2])
        desk.answer(2, .ok, outcomes: 1)
        #expect(desk.settled == [1, 2] && desk.machine.isEmpty && desk.machine.wakeAt == nil)
    }

    /// Cut off for an hour it neither gives up nor lets another overtake.
    @Test func itIsNeverGivenUpForWantOfAnAnswer() {
        var desk = OutboxDesk()
        desk.put(1)
        desk.put(2)
        while desk.steady < 3_600_000, let wakeAt = desk.machine.wakeAt { desk.tick(at: wakeAt) }
        #expect(Set(desk.sent.map(\.header.requestId?.low)) == [1])
        #expect(desk.sent.count > 400 && desk.sent.count < 1_200, "\(desk.sent.count)")
        desk.answer(1, .ok, outcomes: 1)
        #expect(desk.settled == [1])
    }

    @Test func whatCanNeverBeTakenIsSetAsideAndTheNextGoesOn() {
        var desk = OutboxDesk()
        desk.put(1)
        desk.put(2)
        desk.put(3)
        desk.answer(1, .invalidArgument)
        desk.answer(2, .ok, outcomes: 7)
        desk.answer(3, .ok, outcomes: 1)
        #expect(desk.setAside == [1, 2] && desk.settled == [3])
    }

    @Test func aJournalThatTakesNothingIsAskedAgainAfterARest() {
        var desk = OutboxDesk()
        desk.put(1)
        desk.answer(1, .failedPrecondition)
        #expect(desk.sent.count == 1 && !desk.machine.isEmpty && desk.machine.wakeAt == 8_000)
        desk.tick(at: 8_000)
        #expect(desk.sent.count == 2)
    }
}

/// Calls without a network.
private struct CallDesk {
    var machine = CallMachine()
    var sent: [Envelope] = []
    var sentAt: [Int64] = []
    var ends: [UInt64: CallEnd] = [:]
    var steady: Int64 = 0

    mutating func call(_ id: UInt64, timeout: Int64, bodies: [[UInt8]] = [[]]) {
        step(
            .call(
                Call(
                    id: FactID(high: 0, low: id), method: "sys.v1/Ping", bodies: bodies,
                    encoding: .protobuf, timeoutMilliseconds: timeout)))
    }

    mutating func tick(at time: Int64) {
        steady = time
        step(.tick)
    }

    mutating func answer(_ id: UInt64, _ status: StatusCode, retryAfterMs: Int64? = nil) {
        step(.received(reply(id, status, retryAfterMs: retryAfterMs)))
    }

    private mutating func step(_ input: CallInput) {
        for output in machine.step(input, at: .at(steady)) {
            switch output {
            case .send(let frames):
                sent.append(try! Envelope(frames: frames))
                sentAt.append(steady)
            case .ended(let id, let end): ends[id.low] = end
            }
        }
    }
}

/// An outbox without a network.
private struct OutboxDesk {
    var machine = OutboxMachine()
    var sent: [Envelope] = []
    var settled: [UInt64] = []
    var setAside: [UInt64] = []
    var steady: Int64 = 0

    mutating func put(_ id: UInt64) {
        step(.put(Parcel(id: FactID(high: 0, low: id), encoding: .protobuf, bodies: [[]])))
    }

    mutating func tick(at time: Int64) {
        steady = time
        step(.tick)
    }

    mutating func answer(_ id: UInt64, _ status: StatusCode, outcomes: Int = 0) {
        var body = LogFactsReply()
        body.outcomes = Array(repeating: Outcome(), count: outcomes)
        let bodies = [WireCodec.encode(body, as: .protobuf)]
        step(.received(reply(id, status, bodies: bodies)))
    }

    private mutating func step(_ input: OutboxInput) {
        for output in machine.step(input, at: .at(steady)) {
            switch output {
            case .send(let frames): sent.append(try! Envelope(frames: frames))
            case .settled(let id, _): settled.append(id.low)
            case .setAside(let id, _): setAside.append(id.low)
            }
        }
    }
}

private func reply(
    _ id: UInt64, _ status: StatusCode, retryAfterMs: Int64? = nil, bodies: [[UInt8]] = []
) -> [[UInt8]] {
    var header = Header()
    header.kind = .reply
    header.requestId = FactID(high: 0, low: id)
    header.status = status
    header.retryAfterMs = retryAfterMs
    return Envelope(encoding: .protobuf, header: header, bodies: bodies).frames
}

extension Time {
    fileprivate static func at(_ steady: Int64) -> Time {
        Time(wall: Moment(microseconds: 0), steadyMilliseconds: steady)
    }
}
