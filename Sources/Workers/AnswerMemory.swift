// SPDX-License-Identifier: Apache-2.0
//
// What a front remembers between questions: answers that it gave, and the units.
//
// Law: an answer is a function of the question, the ledger database at its cursor, the journal's head as
// far as it was known when the question came and as it is known now, and the civil day. An answer is
// given again only where all of them are what they were, so that it is, byte for byte, the one that
// would be made. What is remembered is bounded, and goes with the first question after a move.

public import Journal
public import Pipeline
public import Rollup
import Wire

/// The memory of one front; it belongs to its thread.
public final class AnswerMemory {
    /// All answers together, in bytes; one more, and all are forgotten.
    static let bytesMax = 16 << 20

    /// What an answer depends on beside the question.
    struct State: Hashable {
        var cursor: LedgerCursor
        var head: Position?
        /// A question for knowledge by a day or a moment waits until the ledger has come to it.
        var headWhenAsked: Position?
        var today: CivilDay
    }

    private struct Asked: Hashable {
        var method: String
        var encoding: Encoding
        var bodies: [[UInt8]]

        init(_ request: Request) {
            method = request.method
            encoding = request.encoding
            bodies = request.envelope.bodies
        }
    }

    /// Without the return path, which is the asker's own and of any size.
    private struct Known {
        var header: Header
        var bodies: [[UInt8]]
    }

    private var state: State?
    private var answers: [Asked: Known] = [:]
    private var byteCount = 0
    private var units: (epoch: Epoch?, at: Position, tree: UnitTree)?

    public init() {}

    /// The frames of the answer that this question had in this state.
    func answer(to request: Request, in state: State) -> [[UInt8]]? {
        if self.state != state { forget() }
        self.state = state
        guard let known = answers[Asked(request)] else { return nil }
        var header = known.header
        header.requestId = request.header.requestId
        return request.envelope.reply(header: header, bodies: known.bodies)
    }

    /// Remembers an answer; refusals are made anew.
    func keep(_ frames: [[UInt8]], for request: Request, in state: State) {
        guard let answer = try? Envelope(frames: frames), answer.header.status == .ok else {
            return
        }
        let asked = Asked(request)
        let size = (answer.bodies + asked.bodies).reduce(256) { $0 + $1.count }
        guard self.state == state, size <= Self.bytesMax else { return }
        if byteCount + size > Self.bytesMax { forget() }
        byteCount += size
        answers[asked] = Known(header: answer.header, bodies: answer.bodies)
    }

    private func forget() {
        answers = [:]
        byteCount = 0
    }

    /// The units as they were known at a position, corrections and voids up to it in force.
    ///
    /// A unit that was defined later would be a part that is missing, in a figure that nobody could
    /// have been told then; one that was corrected since stood elsewhere. Where no fact of a unit came
    /// later they are those of the database, which are read once and again when one is folded.
    public func units(
        of view: some LedgerView, knownAt: Position
    ) throws(JournalError) -> UnitTree {
        let last = try view.lastUnitFact()
        if last <= knownAt {
            if let units, units.epoch == view.cursor.epoch, units.at == last { return units.tree }
            let tree = UnitTree(try view.units())
            units = (view.cursor.epoch, last, tree)
            return tree
        }
        var facts: [String: [LoggedFact]] = [:]
        for row in try view.unitFacts(upTo: knownAt) ?? [] {
            facts[row.columns.subject, default: []].append(try row.logged())
        }
        return UnitTree(facts.values.compactMap { UnitRecord(facts: $0) })
    }
}
