// SPDX-License-Identifier: Apache-2.0
//
// What becomes of a request's facts: look up, judge, give them their places; and what is taken back of that
// when they are not kept.
//
// Law: whether a fact is new stands before whether it is lawful, and both are decided against all facts
// judged before it, those included that are still on their way into the journal. So no outcome may be told
// before the entries that were judged before it are committed, and when a commit fails everything judged
// since the last that did not is taken back. A request that fails leaves nothing.

public import Journal
public import Pipeline
public import Wire

/// One fact of a request: as received, and as understood.
public struct Draft: Sendable {
    public var bytes: [UInt8]
    public var encoding: Encoding
    /// The fact, or why it can't be read.
    public var fact: Result<Fact, WireError>
    /// What is kept of it in columns; nil where it has no subject, and so is not lawful.
    public var columns: EntryColumns?
}

/// The facts of one request, in order.
public struct DraftRequest: Sendable {
    public var drafts: [Draft]
    public var allOrNothing: Bool
    public var principal: Principal

    public init(drafts: [Draft], allOrNothing: Bool, principal: Principal) {
        self.drafts = drafts
        self.allOrNothing = allOrNothing
        self.principal = principal
    }
}

/// What became of one fact.
public enum FactOutcome: Hashable, Sendable {
    case created(Position, warnings: [Finding])
    case exists(Position)
    /// The position is that of the first; nil when it was not taken with its batch.
    case conflict(Position?, fields: [String])
    case refused([Finding])
    /// Another fact of the all-or-nothing batch failed: its index.
    case notTaken(Int)

    /// The outcome when its batch was not taken: what rested on facts of the batch is gone.
    fileprivate func withoutPositions(after start: Position, failed: Int) -> FactOutcome {
        switch self {
        case .created: .notTaken(failed)
        case .exists(let position) where position > start: .notTaken(failed)
        case .conflict(let position?, let fields) where position > start:
            .conflict(nil, fields: fields)
        case .refused(let findings): .refused(findings.map { $0.withoutPosition(after: start) })
        default: self
        }
    }

    var fails: Bool {
        switch self {
        case .conflict, .refused: true
        case .created, .exists, .notTaken: false
        }
    }
}

extension Finding {
    /// The finding without the position of a fact that was not taken: another will stand there.
    fileprivate func withoutPosition(after start: Position) -> Finding {
        var finding = self
        if let position, position > start { finding.position = nil }
        return finding
    }
}

/// The admission state beside the journal that it was folded from, and what is not in the journal yet.
public struct Committer<Store: JournalStore & Sendable>: Sendable {
    public let store: Store
    /// The first entry that is not what was journaled; nothing may be appended behind it.
    public private(set) var flaw: Flaw?
    private var admission = AdmissionState()
    /// How far it was judged.
    private var place = Place()
    /// What was judged and handed over to be committed, and what was judged since, in order.
    private var handed: [Entry] = []
    private var pending: [Entry] = []
    /// Where the facts of both stand.
    private var positions: [FactID: Position] = [:]
    /// How far it is committed.
    private var committedPlace = Place()
    /// How far it is committed once what was handed over is.
    private var handedPlace: Place?

    /// A state between two facts, to come back to.
    private struct Place: Sendable {
        /// Of the last entry.
        var head = Head.origin
        /// No id in the order of time that is known is above it, so that most of these, which clients make
        /// for what is new, need not be looked up; those that imports derive all are.
        var newestID = FactID(high: 0, low: 0)
        /// How many entries are pending.
        var pending = 0
        /// Of the admission state.
        var mark = 0
    }

    /// Of the last entry committed or folded.
    public var head: Head { committedPlace.head }

    /// Folds the whole journal into the admission state, checking each leaf.
    ///
    /// - Throws: what reading throws.
    public init(store: Store) throws(JournalError) {
        self.store = store
        while true {
            let page = try store.read(after: place.head.position, max: 4_096, maxBytes: 8 << 20)
            if page.isEmpty { break }
            for entry in page {
                try take(entry)
                place.head = place.head.advanced(over: entry)
            }
            admission.settle()
        }
        committedPlace = place
    }

    private mutating func take(_ entry: Entry) throws(JournalError) {
        guard flaw == nil else { return }
        guard entry.hasSoundLeaf, let logged = try? entry.logged() else {
            flaw = Flaw(
                position: entry.position, reason: "the leaf is not the hash of the entry")
            return
        }
        var history: [LoggedFact] = []
        if logged.fact.content?.isOrder ?? false, let subject = logged.fact.derivedSubject {
            for position in admission.positions(of: subject) {
                if let entry = try store.entry(at: position) { history.append(try entry.logged()) }
            }
        }
        admission.apply(logged, history: history)
        if entry.id.isInOrderOfTime { place.newestID = max(place.newestID, entry.id) }
    }
}

extension Committer {
    /// Judges a request; its outcomes are acknowledgements once all that is pending is committed.
    public mutating func judge(
        _ request: DraftRequest, at wall: Moment
    ) throws(JournalError) -> [FactOutcome] {
        let start = place
        do throws(JournalError) {
            let outcomes = try outcomes(of: request, at: wall)
            if request.allOrNothing, let failed = outcomes.firstIndex(where: \.fails) {
                goBack(to: start)
                let position = start.head.position
                return outcomes.map { $0.withoutPositions(after: position, failed: failed) }
            }
            place.mark = admission.mark
            return outcomes
        } catch {
            goBack(to: start)
            throw error
        }
    }

    /// What was judged and waits, to be committed. Not before `committed` or `goBack` has said what became
    /// of what was handed over before: else a failure would not know how far to go back.
    public mutating func handOver() -> [Entry] {
        precondition(handedPlace == nil, "two batches on their way")
        handedPlace = place
        (handed, pending) = (pending, [])
        pending.reserveCapacity(handed.count)
        place.pending = 0
        return handed
    }

    /// What was handed over is committed.
    public mutating func committed() {
        guard let done = handedPlace else { preconditionFailure("nothing was handed over") }
        handedPlace = nil
        for entry in handed { positions[entry.id] = nil }
        handed = []
        admission.settle(upTo: done.mark)
        place.mark -= done.mark
        committedPlace = Place(head: done.head, newestID: done.newestID)
    }

    /// What was handed over is not committed: takes back all that was judged since the last commit.
    public mutating func goBack() {
        (handedPlace, handed) = (nil, [])
        goBack(to: committedPlace)
        positions = [:]
    }

    private mutating func goBack(to place: Place) {
        admission.rollBack(to: place.mark)
        for entry in pending[place.pending...] { positions[entry.id] = nil }
        pending.removeSubrange(place.pending...)
        self.place = place
    }

    /// Judges and commits a batch of requests; outcomes are acknowledgements once this returns.
    public mutating func commit(
        _ batch: [DraftRequest], at wall: Moment
    ) throws(JournalError) -> [[FactOutcome]] {
        do throws(JournalError) {
            var outcomes: [[FactOutcome]] = []
            for request in batch { outcomes.append(try judge(request, at: wall)) }
            try store.append(handOver())
            committed()
            return outcomes
        } catch {
            goBack()
            throw error
        }
    }
}

extension Committer {
    private mutating func outcomes(
        of request: DraftRequest, at wall: Moment
    ) throws(JournalError) -> [FactOutcome] {
        var outcomes: [FactOutcome] = []
        outcomes.reserveCapacity(request.drafts.count)
        // What the all-or-nothing request corrected, with the last of its facts that did.
        var restated: [Subject: Int] = [:]
        for draft in request.drafts {
            let outcome = try judge(draft, of: request, at: wall)
            outcomes.append(outcome)
            if request.allOrNothing, case .created = outcome, let subject = draft.subjectRestated {
                restated[subject] = outcomes.count - 1
            }
        }
        for (subject, index) in restated.sorted(by: { $0.value < $1.value }) {
            let history = try read(admission.positions(of: subject))
            let flaws = admission.laterFlaws(subject, history: history)
            if !flaws.isEmpty { outcomes[index] = .refused(flaws) }
        }
        return outcomes
    }

    private mutating func judge(
        _ draft: Draft, of request: DraftRequest, at wall: Moment
    ) throws(JournalError) -> FactOutcome {
        let fact: Fact
        switch draft.fact {
        case .failure(let error): return .refused([error.finding])
        case .success(let read): fact = read
        }
        if let id = fact.id, let known = try known(id) {
            let fields = differences(between: try known.decodedFact(), and: fact)
            return fields.isEmpty
                ? .exists(known.position) : .conflict(known.position, fields: fields)
        }
        let history = try history(for: fact)
        let logged = LoggedFact(
            position: place.head.position.next, recordedAt: max(wall, place.head.recordedAt),
            principal: request.principal, fact: fact)
        let verdict = admission.admit(
            logged, on: wall.civilDay, history: history, isWhole: !request.allOrNothing)
        switch verdict {
        case .refused(let findings): return .refused(findings)
        case .lawful(let warnings):
            let entry = Entry(logged, draft: draft)
            take(judged: entry)
            return .created(entry.position, warnings: warnings)
        }
    }

    private mutating func take(judged entry: Entry) {
        positions[entry.id] = entry.position
        pending.append(entry)
        place.pending += 1
        place.head = place.head.advanced(over: entry)
        if entry.id.isInOrderOfTime { place.newestID = max(place.newestID, entry.id) }
    }

    /// What must be read of a subject before a correction or a void of it is judged.
    private func history(for fact: Fact) throws(JournalError) -> [LoggedFact] {
        guard let named = fact.content?.orderedID else { return [] }
        let entry = try known(named)
        return try read(admission.positionsNeeded(by: fact, naming: entry?.position))
    }

    /// The facts at positions, those that are pending included.
    private func read(_ positions: [Position]) throws(JournalError) -> [LoggedFact] {
        var facts: [LoggedFact] = []
        for position in positions {
            guard let entry = try entry(at: position) else {
                throw JournalError(.corrupt, during: .lookUp, text: "no entry at \(position)")
            }
            facts.append(try entry.logged())
        }
        return facts
    }

    private func entry(at position: Position) throws(JournalError) -> Entry? {
        if let entry = pending(at: position) { return entry }
        return try store.entry(at: position)
    }

    private func pending(at position: Position) -> Entry? {
        if let first = pending.first?.position, position >= first {
            return pending[Int(position.number - first.number)]
        }
        guard let first = handed.first?.position, position >= first else { return nil }
        return handed[Int(position.number - first.number)]
    }

    private func known(_ id: FactID) throws(JournalError) -> Entry? {
        if id.isInOrderOfTime, id > place.newestID { return nil }
        if let position = positions[id] { return pending(at: position) }
        return try store.lookUp(id)
    }
}

extension Draft {
    /// What a correction or a void changes.
    fileprivate var subjectRestated: Subject? {
        guard case .success(let fact) = fact, fact.content?.isOrder ?? false else { return nil }
        return fact.derivedSubject
    }
}

extension Entry {
    /// The entry of a lawful fact. A lawful fact has an id, a kind and a subject.
    fileprivate init(_ logged: LoggedFact, draft: Draft) {
        self.init(
            position: logged.position, recordedAt: logged.recordedAt, principal: logged.principal,
            encoding: UInt8(draft.encoding.number), id: logged.fact.id!, bytes: draft.bytes,
            columns: draft.columns!)
    }

    /// The fact that the bytes say.
    ///
    /// - Throws: `.corrupt` when they say none.
    public func decodedFact() throws(JournalError) -> Fact {
        try Fact.decoded(bytes, encoding: encoding, at: position)
    }

    /// The fact with its stamps.
    ///
    /// - Throws: `.corrupt` when the bytes say none.
    public func logged() throws(JournalError) -> LoggedFact {
        LoggedFact(
            position: position, recordedAt: recordedAt, principal: principal,
            fact: try decodedFact())
    }

    /// Why the columns are not those of the bytes; nil when they are.
    public func flawOfColumns() -> String? {
        guard let fact = try? decodedFact() else { return "the bytes are no fact" }
        if fact.id != id { return "the id is not that of the bytes" }
        return EntryColumns(fact) == columns ? nil : "a column is not that of the bytes"
    }
}

extension LedgerFact {
    /// The fact with its stamps.
    ///
    /// - Throws: `.corrupt` when the bytes say none.
    public func logged() throws(JournalError) -> LoggedFact {
        LoggedFact(
            position: position, recordedAt: recordedAt, principal: principal,
            fact: try Fact.decoded(bytes, encoding: encoding, at: position))
    }
}

extension Fact {
    fileprivate static func decoded(
        _ bytes: [UInt8], encoding: UInt8, at position: Position
    ) throws(JournalError) -> Fact {
        let flaw: String
        if let encoding = Encoding(number: Int(encoding)) {
            do throws(WireError) {
                return try WireCodec.decode(
                    Fact.self, from: bytes, as: encoding, strictness: .strict)
            } catch {
                flaw = error.finding.detail
            }
        } else {
            flaw = "encoding \(encoding)"
        }
        throw JournalError(
            .corrupt, during: .read, text: "position \(position) is no fact: \(flaw)")
    }
}

extension EntryColumns {
    /// The columns of a fact that has a kind and a subject.
    public init?(_ fact: Fact) {
        guard let content = fact.content, let subject = fact.derivedSubject else { return nil }
        self.init(
            kind: content.kind.rawValue, subject: subject.text, unit: fact.unit?.text,
            effectiveDay: fact.dayOfEffect?.ordinal)
    }
}
