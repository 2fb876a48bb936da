// SPDX-License-Identifier: Apache-2.0
//
// The rollup worker as a machine: asks for the entries after its cursor, has them folded, asks again.
//
// Law: one request is out at most. A reply that does not come is asked for again; a lost one costs
// delay, never a figure, because the cursor alone says what is next. Once stuck it asks no more, but where
// what came before is told to be lost: then it is folded again, up to there.

public import Journal
public import Pipeline
import Wire

/// What happens to the rollup worker.
public enum RollupInput: Sendable {
    case received([[UInt8]])
    /// The last request did not leave: there is no connection yet.
    case notSent
    /// The entries were folded; where the cursor stands, and where it had to stop.
    case folded(Position, Stuck?)
    /// They were not, and those before them may not be either; where the cursor stands.
    case foldFailed(JournalError, Position)
    case tick
}

/// What the rollup worker wants done.
public enum RollupOutput: Sendable {
    case send([[UInt8]])
    case fold([Entry], Epoch)
    /// The journal's head, as last heard.
    case head(Position)
    case notice(String)
    case exit(String)
}

/// The rollup worker's state.
public struct RollupMachine {
    private enum State {
        case idle
        case asked(FactID, until: Int64)
        case folding
        /// After a failure that can pass, as a full disk.
        case resting(until: Int64)
        case stuck
    }

    /// How long the journal may hold a read open, and how long until it is asked again.
    static let holdMilliseconds: Int64 = 1_000
    static let patienceMilliseconds: Int64 = 3_000
    static let restMilliseconds: Int64 = 1_000
    static let entriesMax: Int64 = 4_096

    private var cursor: Position
    private var state = State.idle
    private var requestsMade: UInt64 = 0
    private let runID: UInt64

    /// - Parameter runID: tells the requests of one launch from those of another.
    public init(cursor: Position, runID: UInt64) {
        self.cursor = cursor
        self.runID = runID
    }

    /// Whether it stopped at an entry that is not sound.
    public var isStuck: Bool { if case .stuck = state { true } else { false } }

    public mutating func step(_ input: RollupInput, at time: Time) -> [RollupOutput] {
        var outputs: [RollupOutput] = []
        switch input {
        case .received(let frames): receive(frames, &outputs)
        case .folded(let position, let stuck):
            cursor = position
            state = .idle
            if let stuck {
                state = .stuck
                outputs.append(
                    .notice("rollup stuck at position \(stuck.position): \(stuck.reason)"))
            }
        case .foldFailed(let error, let position):
            cursor = position
            outputs.append(.notice("fold failed: \(error)"))
            if error.isOutcomeKnown {
                state = .resting(until: time.steadyMilliseconds + RollupMachine.restMilliseconds)
            } else {
                outputs.append(.exit("the ledger database failed: \(error)"))
                state = .stuck
            }
        case .notSent:
            // Asked again with the next tick, not now: that would spin.
            if case .asked = state { state = .idle }
            return []
        case .tick: break
        }
        ask(at: time, &outputs)
        return outputs
    }

    private mutating func ask(at time: Time, _ outputs: inout [RollupOutput]) {
        switch state {
        case .stuck, .folding: return
        case .asked(_, let until) where until > time.steadyMilliseconds: return
        case .resting(let until) where until > time.steadyMilliseconds: return
        case .asked, .idle, .resting: break
        }
        requestsMade += 1
        let id = FactID(high: runID, low: requestsMade)
        state = .asked(id, until: time.steadyMilliseconds + RollupMachine.patienceMilliseconds)
        var header = Header()
        header.version = 1
        header.kind = .request
        header.method = "journal.v1/Read"
        header.requestId = id
        header.timeoutMs = RollupMachine.holdMilliseconds
        var body = ReadRequest()
        body.after = cursor.number
        body.max = RollupMachine.entriesMax
        outputs.append(
            .send(
                Envelope(
                    encoding: .protobuf, header: header,
                    bodies: [WireCodec.encode(body, as: .protobuf)]
                ).frames))
    }

    private mutating func receive(_ frames: [[UInt8]], _ outputs: inout [RollupOutput]) {
        guard case .asked(let id, _) = state, let envelope = try? Envelope(frames: frames),
            envelope.header.requestId == id
        else { return }
        let header = envelope.header
        guard header.status == .ok, let reply = try? envelope.body(ReadReply.self),
            let epoch = reply.epoch.flatMap(Epoch.init(text:))
        else { return refused(header, &outputs) }
        if let head = reply.head { outputs.append(.head(Position(head))) }
        state = .idle
        guard !reply.entries.isEmpty else { return }
        var entries: [Entry] = []
        for row in reply.entries {
            guard let entry = row.entry() else { break }
            entries.append(entry)
        }
        if entries.count < reply.entries.count, entries.isEmpty {
            state = .stuck
            outputs.append(
                .notice("rollup stuck at position \(cursor.next): the bytes are no fact"))
        } else {
            state = .folding
            outputs.append(.fold(entries, epoch))
        }
    }

    /// What can pass is asked again once the patience is over; what can't stops the fold.
    private mutating func refused(_ header: Header, _ outputs: inout [RollupOutput]) {
        switch header.status {
        case .unavailable, .resourceExhausted, .deadlineExceeded, .aborted: return
        default: break
        }
        state = .stuck
        outputs.append(
            .notice(
                "rollup stuck after position \(cursor): the journal answers "
                    + "\(header.reason ?? "nothing that can be read")"))
    }
}
