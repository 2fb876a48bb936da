// SPDX-License-Identifier: Apache-2.0
//
// Reads of the journal that are in hand, and those that found nothing and wait for the next commit or their
// deadline.

import Journal
import Pipeline
import Wire

struct JournalReads {
    private struct Pending {
        var request: Request
        var after: Position
        var max: Int
    }

    private let limits: IngestLimits
    private var parked: [Pending] = []
    private var reading: [IngestMachine.ReadTicket: Pending] = [:]
    private var ticketsGiven = 0

    init(limits: IngestLimits) { self.limits = limits }

    /// - Parameter place: how far the journal is.
    mutating func start(
        _ request: Request, at place: LedgerPosition, _ counters: inout Counters
    ) -> [IngestOutput] {
        switch request.body(ReadRequest.self) {
        case .failure(let refused): return [.send(refused.frames)]
        case .success(let body):
            let read = Pending(
                request: request, after: Position(max(0, body.after ?? 0)),
                max: min(max(1, Int(clamping: body.max ?? 1_024)), limits.readEntriesMax))
            guard read.after <= place.position else {
                return [
                    .send(
                        request.refusal(
                            .outOfRange, "BEYOND_HEAD", "the journal ends at \(place.position)"))
                ]
            }
            return begin(read, at: place, &counters)
        }
    }

    /// After a commit.
    mutating func goOn(at place: LedgerPosition, _ counters: inout Counters) -> [IngestOutput] {
        let ready = parked
        parked = []
        return ready.flatMap { begin($0, at: place, &counters) }
    }

    /// Reads, or waits for the next commit where there is nothing to read.
    private mutating func begin(
        _ read: Pending, at place: LedgerPosition, _ counters: inout Counters
    ) -> [IngestOutput] {
        if read.after == place.position, parked.count < limits.parkedReadsMax {
            parked.append(read)
            return []
        }
        if read.after == place.position { return [.send(reply(read, [], at: place))] }
        guard reading.count < limits.readsInFlightMax else {
            counters.add("shed")
            return [
                .send(
                    read.request.refusal(
                        .resourceExhausted, "OVERLOADED", "too many reads are in hand",
                        retryAfterMs: 200))
            ]
        }
        ticketsGiven += 1
        let ticket = IngestMachine.ReadTicket(number: ticketsGiven)
        reading[ticket] = read
        return [.read(ticket, after: read.after, max: read.max, maxBytes: limits.readBytesMax)]
    }

    mutating func answer(
        _ ticket: IngestMachine.ReadTicket, _ entries: [Entry], at place: LedgerPosition
    ) -> [IngestOutput] {
        guard let read = reading.removeValue(forKey: ticket) else { return [] }
        return [.send(reply(read, entries, at: place))]
    }

    private func reply(
        _ read: Pending, _ entries: [Entry], at place: LedgerPosition
    ) -> [[UInt8]] {
        var body = ReadReply()
        body.epoch = place.epoch
        body.head = place.head
        body.entries = entries.map(JournalEntry.init)
        return read.request.reply(body, position: place)
    }

    mutating func fail(
        _ ticket: IngestMachine.ReadTicket, _ error: JournalError
    ) -> [IngestOutput] {
        guard let read = reading.removeValue(forKey: ticket) else { return [] }
        return [
            .send(
                error.kind == .corrupt
                    ? read.request.refusal(
                        .dataLoss, "READ_FAILED", "the journal can't be read here")
                    : read.request.refusal(
                        .unavailable, "READ_FAILED", "the journal can't be read right now",
                        retryAfterMs: 1_000))
        ]
    }

    /// Answers those that waited to their deadline.
    mutating func expire(at time: Time, place: LedgerPosition) -> [IngestOutput] {
        let late = parked.filter { $0.request.deadline <= time.steadyMilliseconds }
        parked.removeAll { $0.request.deadline <= time.steadyMilliseconds }
        return late.map { .send(reply($0, [], at: place)) }
    }
}

extension LedgerPosition {
    /// Of the head.
    fileprivate var position: Position { Position(head ?? 0) }
}
