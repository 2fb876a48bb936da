// SPDX-License-Identifier: Apache-2.0
//
// What the journal's thread does with a batch: look up, judge, append, commit.
//
// Law: whether a fact is new stands before whether it is lawful, and both are decided inside the
// transaction, against committed state plus the earlier facts of the same batch. A batch that fails
// leaves nothing in the admission state. No batch is admitted while another is in flight, because
// the thread that calls this is one.

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

/// The admission state beside the journal that it was folded from.
public struct Committer<Store: JournalStore> {
    public let store: Store
    /// Of the last entry committed or folded.
    public private(set) var head = Head.origin
    /// The first entry that is not what was journaled; nothing may be appended behind it.
    public private(set) var flaw: Flaw?
    private var admission = AdmissionState()
    /// No id in the order of time that is in the journal is above it.
    private var newestID = FactID(high: 0, low: 0)

    /// Folds the whole journal into the admission state, checking each leaf.
    ///
    /// - Throws: what reading throws.
    public init(store: Store) throws(JournalError) {
        self.store = store
        while true {
            let page = try store.read(after: head.position, max: 4_096, maxBytes: 8 << 20)
            if page.isEmpty { break }
            for entry in page {
                try take(entry)
                head = head.advanced(over: entry)
            }
            admission.settle()
        }
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
                let entries = try store.read(
                    after: Position(position.number - 1), max: 1, maxBytes: .max)
                for entry in entries { history.append(try entry.logged()) }
            }
        }
        admission.apply(logged, history: history)
        if entry.id.isInOrderOfTime { newestID = max(newestID, entry.id) }
    }

    /// Judges and commits a batch of requests; outcomes are acknowledgements once this returns.
    public mutating func commit(
        _ batch: [DraftRequest], at wall: Moment
    ) throws(JournalError) -> [[FactOutcome]] {
        let mark = admission.mark
        var next = head
        var newest = newestID
        var state = admission
        admission = AdmissionState()
        defer { admission = state }
        do throws(JournalError) {
            let outcomes = try store.transaction {
                (transaction: inout Store.Transaction) throws(JournalError) -> [[FactOutcome]] in
                var outcomes: [[FactOutcome]] = []
                for request in batch {
                    var admission = RequestAdmission(
                        request: request, wall: wall, newestID: newest)
                    outcomes.append(
                        try admission.run(state: &state, head: &next, in: &transaction))
                    newest = admission.newestID
                }
                return outcomes
            }
            state.settle()
            head = next
            newestID = newest
            return outcomes
        } catch {
            state.rollBack(to: mark)
            throw error
        }
    }
}

/// One request's facts on their way into the journal.
private struct RequestAdmission {
    let request: DraftRequest
    let wall: Moment
    var pending: [Entry] = []
    var pendingByID: [FactID: Int] = [:]
    /// What the all-or-nothing request corrected, with the last of its facts that did.
    var restated: [Subject: Int] = [:]
    /// No id in the order of time that is known is above it, so that most of these, which clients make
    /// for what is new, need not be looked up; those that imports derive all are.
    var newestID: FactID

    init(request: DraftRequest, wall: Moment, newestID: FactID) {
        self.request = request
        self.wall = wall
        self.newestID = newestID
    }

    mutating func run<Transaction: JournalTransaction>(
        state: inout AdmissionState, head: inout Head, in transaction: inout Transaction
    ) throws(JournalError) -> [FactOutcome] {
        let mark = state.mark
        let start = head
        var outcomes: [FactOutcome] = []
        for draft in request.drafts {
            outcomes.append(try judge(draft, state: &state, head: &head, in: &transaction))
            if case .created? = outcomes.last, let subject = subjectRestated(by: draft) {
                restated[subject] = outcomes.count - 1
            }
        }
        for (subject, index) in restated.sorted(by: { $0.value < $1.value }) {
            let history = try read(state.positions(of: subject), in: &transaction)
            let flaws = state.laterFlaws(subject, history: history)
            if !flaws.isEmpty { outcomes[index] = .refused(flaws) }
        }
        if request.allOrNothing, let failed = outcomes.firstIndex(where: \.fails) {
            state.rollBack(to: mark)
            head = start
            return outcomes.map { $0.withoutPositions(after: start.position, failed: failed) }
        }
        for entry in pending { try transaction.append(entry) }
        return outcomes
    }

    private mutating func judge<Transaction: JournalTransaction>(
        _ draft: Draft, state: inout AdmissionState, head: inout Head,
        in transaction: inout Transaction
    ) throws(JournalError) -> FactOutcome {
        let fact: Fact
        switch draft.fact {
        case .failure(let error): return .refused([error.finding])
        case .success(let read): fact = read
        }
        if let id = fact.id, let known = try known(id, in: &transaction) {
            let fields = differences(between: try known.decodedFact(), and: fact)
            return fields.isEmpty
                ? .exists(known.position) : .conflict(known.position, fields: fields)
        }
        let history = try history(for: fact, state: state, in: &transaction)
        let logged = LoggedFact(
            position: head.position.next, recordedAt: max(wall, head.recordedAt),
            principal: request.principal, fact: fact)
        let verdict = state.admit(
            logged, on: wall.civilDay, history: history, isWhole: !request.allOrNothing)
        switch verdict {
        case .refused(let findings): return .refused(findings)
        case .lawful(let warnings):
            let entry = Entry(logged, draft: draft)
            head = head.advanced(over: entry)
            pendingByID[entry.id] = pending.count
            if entry.id.isInOrderOfTime { newestID = max(newestID, entry.id) }
            pending.append(entry)
            return .created(entry.position, warnings: warnings)
        }
    }

    /// What a correction or a void of an all-or-nothing request changed.
    private func subjectRestated(by draft: Draft) -> Subject? {
        guard request.allOrNothing, case .success(let fact) = draft.fact, let content = fact.content
        else { return nil }
        return content.isOrder ? fact.derivedSubject : nil
    }

    /// What must be read of a subject before a correction or a void of it is judged.
    private func history<Transaction: JournalTransaction>(
        for fact: Fact, state: AdmissionState, in transaction: inout Transaction
    ) throws(JournalError) -> [LoggedFact] {
        guard let named = fact.content?.orderedID else { return [] }
        let entry = try known(named, in: &transaction)
        return try read(
            state.positionsNeeded(by: fact, naming: entry?.position), in: &transaction)
    }

    /// The facts at positions, those of the request that are pending included.
    private func read<Transaction: JournalTransaction>(
        _ positions: [Position], in transaction: inout Transaction
    ) throws(JournalError) -> [LoggedFact] {
        var facts: [LoggedFact] = []
        for position in positions {
            let first = pending.first?.position ?? .latest
            let entry =
                position >= first
                ? pending[Int(position.number - first.number)]
                : try transaction.entry(at: position)
            guard let entry else {
                throw JournalError(.corrupt, during: .lookUp, text: "no entry at \(position)")
            }
            facts.append(try entry.logged())
        }
        return facts
    }

    private func known<Transaction: JournalTransaction>(
        _ id: FactID, in transaction: inout Transaction
    ) throws(JournalError) -> Entry? {
        if id.isInOrderOfTime, id > newestID { return nil }
        if let index = pendingByID[id] { return pending[index] }
        return try transaction.lookUp(id)
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
