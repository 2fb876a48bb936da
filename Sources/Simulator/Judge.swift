// SPDX-License-Identifier: Apache-2.0
//
// The judge: sees what everyone sends and what the journal holds, and says which law was broken.
//
// It knows the journal as it grows and judges each entry by the rules anew, each outcome by the
// journal, each figure by the oracle's count of the facts up to its known-at.

import Journal
import Pipeline
import Rollup
import Wire
import Workers

final class Judge {
    static let principal = Principal(name: "clerk", isAuthenticated: false)

    /// The first law that was broken.
    private(set) var broken: Broken?
    let journal: MemoryJournal
    /// Whether figures are counted anew; a second run, for its digest alone, need not.
    let countsFigures: Bool

    // the journal, as far as it was seen
    private(set) var facts: [LoggedFact] = []
    private var lastRecorded = Moment(microseconds: 0)
    private var positions: [FactID: Position] = [:]
    /// By which clock an entry was judged, where that is known.
    var walls: [Position: Moment] = [:]
    private var admission = AdmissionState()

    // what was offered and told
    private var bodies: [FactID: Set<[UInt8]>] = [:]
    var requests: [FactID: Parcel] = [:]
    var ambiguous: Set<FactID> = []
    var told: [FactID: Told] = [:]
    var created: Set<FactID> = []
    var acknowledged: [FactID: Position] = [:]
    var questions: [FactID: ProgressRequest] = [:]
    var figuresGiven: [Asked: [FigureMessage]] = [:]
    var cursor = Position.origin
    /// What a live worker has taken and not answered yet.
    var inHand: [Node: [RequestKey: [InHand]]] = [:]
    /// The days on which this launch of the front took a request; copies may be answered in any order.
    var daysTaken: [RequestKey: Set<CivilDay>] = [:]

    // how much was judged
    var outcomesJudged = 0
    var answersJudged = 0

    /// What a request was told by this launch of ingest.
    struct Told {
        var outcomes: [Outcome]
        var at: Int64
    }

    /// What a figure is a function of.
    struct Asked: Hashable, CustomStringConvertible {
        var unit: UnitCode
        var asOf: CivilDay
        var cohort: Cohort?
        var bundles: BundleChoice?
        var tree: TreeChoice?
        var knownAt: Int64

        var description: String {
            let ways = [bundles?.rawValue, tree?.rawValue].compactMap(\.self)
            return (["\(unit.text) as of \(asOf), known at \(knownAt)"] + ways)
                .joined(separator: ", ")
        }
    }

    init(journal: MemoryJournal, countsFigures: Bool) {
        self.journal = journal
        self.countsFigures = countsFigures
    }

    private(set) var unitsKnown = 0

    func fail(_ invariant: Invariant, _ detail: String) {
        if broken == nil { broken = Broken(invariant, detail) }
    }

    func offered(_ parcel: Parcel) {
        requests[parcel.id] = parcel
        for body in parcel.bodies {
            let fact = try? WireCodec.decode(
                Fact.self, from: body, as: parcel.encoding, strictness: .strict)
            if let id = fact?.id { bodies[id, default: []].insert(body) }
        }
    }

    /// A request whose id was another's before.
    func reused(_ parcel: Parcel) {
        ambiguous.insert(parcel.id)
        offered(parcel)
    }

    func asked(_ id: FactID, _ question: ProgressRequest) { questions[id] = question }

    func position(of id: FactID) -> Position? { positions[id] }
}

extension Judge {
    /// Takes in what the journal has beyond what was seen.
    ///
    /// - Parameter refused: facts that were refused meanwhile, and by which clock.
    func absorb(refused: [(fact: Fact, wall: Moment)] = []) {
        let entries = journal.committed(after: Position(Int64(facts.count)))
        var ungrounded = refused.filter { isLawful($0.fact, at: $0.wall) }
        for entry in entries {
            check(entry)
            ungrounded = ungrounded.filter { isLawful($0.fact, at: $0.wall) }
        }
        checkRestated(entries)
        admission.settle()
        if let fact = ungrounded.first?.fact {
            fail(.refusalWithoutGround, "\(fact.id?.text ?? "") at head \(facts.count)")
        }
    }

    private func isLawful(_ fact: Fact, at wall: Moment, isWhole: Bool = true) -> Bool {
        let context = AdmissionContext(today: wall.civilDay, principal: Judge.principal)
        let verdict = admission.judge(
            fact, in: context, history: history(of: fact), isWhole: isWhole)
        if case .lawful = verdict { return true }
        return false
    }

    /// All facts of the subject that a correction or void names.
    private func history(of fact: Fact) -> [LoggedFact] {
        guard let content = fact.content, content.isOrder else { return [] }
        return facts.filter { $0.fact.derivedSubject == fact.derivedSubject }
    }

    /// A commit holds whole requests, so after it no subject that it corrected is unlawful.
    private func checkRestated(_ entries: [Entry]) {
        for logged in facts.suffix(entries.count) where logged.fact.content?.isOrder ?? false {
            guard let subject = logged.fact.derivedSubject else { continue }
            let history = facts.filter { $0.fact.derivedSubject == subject }
            if !admission.laterFlaws(subject, history: history).isEmpty {
                fail(.unlawfulEntry, "position \(logged.position) leaves others unlawful")
            }
        }
    }

    private func check(_ entry: Entry) {
        let place = Position(Int64(facts.count + 1))
        if entry.position != place || !entry.hasSoundLeaf || entry.recordedAt < lastRecorded {
            fail(.brokenChain, "position \(entry.position) after \(facts.count)")
        }
        if let first = positions[entry.id] {
            fail(.countedTwice, "\(entry.id) at \(first) and \(entry.position)")
        }
        if !(bodies[entry.id]?.contains(entry.bytes) ?? false) {
            fail(.inventedEntry, "position \(entry.position)")
        }
        guard let fact = try? entry.decodedFact() else {
            return fail(.brokenChain, "position \(entry.position) is no fact")
        }
        // Within an all-or-nothing request others may take care of what it does to them.
        if !isLawful(fact, at: walls[entry.position] ?? entry.recordedAt, isWhole: false) {
            fail(.unlawfulEntry, "position \(entry.position)")
        }
        positions[entry.id] = entry.position
        lastRecorded = entry.recordedAt
        if case .unitDefined? = fact.content { unitsKnown += 1 }
        let logged = LoggedFact(
            position: entry.position, recordedAt: entry.recordedAt, principal: entry.principal,
            fact: fact)
        admission.apply(logged, history: history(of: fact))
        facts.append(logged)
    }

    /// What is gone must not have been acknowledged; a commit that failed after its effect may be.
    func powerWasCut() {
        let head = journal.head.position
        guard head.number < facts.count else { return }
        let lost = acknowledged.filter { $0.value > head }.min { $0.value < $1.value }
        if let lost {
            fail(.acknowledgedLost, "\(lost.key) at \(lost.value), the journal ends at \(head)")
        } else if cursor > head {
            fail(.wrongCursor, "\(cursor), the journal ends at \(head)")
        } else {
            forget()
        }
    }

    /// Starts over with the journal as it is.
    private func forget() {
        facts = []
        unitsKnown = 0
        (positions, walls) = ([:], [:])
        admission = AdmissionState()
        lastRecorded = Moment(microseconds: 0)
        absorb()
    }
}
