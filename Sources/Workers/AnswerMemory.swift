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
    private var units: KnownUnits?
    /// What was looked up while the ledger database stands where it does.
    private var standing = Standing(cursor: .origin)
    /// The cells and what is derived from them.
    let image = LedgerImage()

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

    /// Comes to the state of a view, so that its cells can be asked for.
    func follow(_ view: some LedgerView) throws(JournalError) {
        try image.follow(view, units: try units(of: view))
    }

    private func stand(at cursor: LedgerCursor) {
        if standing.cursor != cursor { standing = Standing(cursor: cursor) }
    }

    private func units(of view: some LedgerView) throws(JournalError) -> KnownUnits {
        stand(at: view.cursor)
        if standing.hasUnits, let units { return units }
        let last = try view.lastUnitFact()
        var known = KnownUnits(epoch: view.cursor.epoch, at: last, tree: UnitTree())
        if let units, units.isAs(known) {
            known = units
        } else {
            known.tree = UnitTree(try view.units())
            units = known
        }
        standing.hasUnits = true
        return known
    }

    /// The units as they were known at a position, corrections and voids up to it in force.
    ///
    /// A unit that was defined later would be a part that is missing, in a figure that nobody could
    /// have been told then; one that was corrected since stood elsewhere. Where no fact of a unit came
    /// later they are those of the database, which are read once and again when one is folded.
    public func units(
        of view: some LedgerView, knownAt: Position
    ) throws(JournalError) -> UnitTree {
        let known = try units(of: view)
        if known.at <= knownAt { return known.tree }
        var facts: [String: [LoggedFact]] = [:]
        for row in try view.unitFacts(upTo: knownAt) ?? [] {
            facts[row.columns.subject, default: []].append(try row.logged())
        }
        return UnitTree(facts.values.compactMap { UnitRecord(facts: $0) })
    }
}

/// The units since the last fact of one.
struct KnownUnits {
    var epoch: Epoch?
    var at: Position
    var tree: UnitTree

    func isAs(_ other: KnownUnits) -> Bool { epoch == other.epoch && at == other.at }
}

// What is looked up once while the ledger database stands still.
extension AnswerMemory {
    struct Standing {
        var cursor: LedgerCursor
        /// Whether the units were seen to be those of the cursor.
        var hasUnits = false
        var ruleSetFacts: [LoggedFact]?
        var ruleSets: [CivilDay: RuleSet] = [:]
        var latestDays: [CivilDay: CivilDay?] = [:]
        var lateFacts: [UnitDay: Int64] = [:]
        var owners: [TaskDay: OwnerAssigned?] = [:]

        /// Of each list.
        static let entriesMax = 4_096
    }

    struct UnitDay: Hashable {
        var unit: UnitCode
        var day: CivilDay
    }

    struct TaskDay: Hashable {
        var task: TaskKey
        var day: CivilDay
    }

    /// What `make` finds for a key, once while the view's cursor is where it is.
    func once<Key: Hashable, Value>(
        _ list: WritableKeyPath<Standing, [Key: Value]>, _ key: Key, at cursor: LedgerCursor,
        _ make: () throws(JournalError) -> Value
    ) throws(JournalError) -> Value {
        stand(at: cursor)
        if let found = standing[keyPath: list][key] { return found }
        let value = try make()
        if standing[keyPath: list].count >= Standing.entriesMax { standing[keyPath: list] = [:] }
        standing[keyPath: list][key] = value
        return value
    }

    /// The rule set in force on a day, as it was known at a position, corrections and voids up to it.
    func ruleSet(
        inForceOn day: CivilDay, knownAt: Position, in view: some LedgerView
    ) throws(JournalError) -> RuleSet {
        stand(at: view.cursor)
        let facts: [LoggedFact]
        if let known = standing.ruleSetFacts {
            facts = known
        } else {
            var read: [LoggedFact] = []
            for row in try view.ruleSetFacts(upTo: view.cursor.position) {
                read.append(try row.logged())
            }
            standing.ruleSetFacts = read
            facts = read
        }
        guard knownAt == view.cursor.position else {
            return RuleSet(inForceOn: day, among: facts.filter { $0.position <= knownAt })
        }
        return try once(\.ruleSets, day, at: view.cursor) { () throws(JournalError) in
            RuleSet(inForceOn: day, among: facts)
        }
    }
}
