// SPDX-License-Identifier: Apache-2.0
//
// What ingest says of facts, held against the journal at that moment.

import Journal
import Pipeline
import Wire
import Workers

extension Judge {
    /// Requests were judged, and what is new of them is committed.
    func committed(_ judged: [JudgedRequest]) {
        var refused: [(fact: Fact, wall: Moment)] = []
        checkNewBeforeLawful(judged)
        for judged in judged {
            let (request, outcomes) = (judged.request, judged.outcomes)
            let failed = outcomes.contains { if case .created = $0 { false } else { $0.isFailure } }
            let isCreated = outcomes.contains { if case .created = $0 { true } else { false } }
            if request.allOrNothing, failed, isCreated {
                fail(.halfARequest, "facts were created beside one that failed")
            }
            for (draft, outcome) in zip(request.drafts, outcomes) {
                switch (outcome, draft.fact) {
                case (.created(let position, _), _): walls[position] = judged.wall
                // Within an all-or-nothing request a fact may rest on one that was not taken.
                case (.refused, .success(let fact)) where !request.allOrNothing:
                    refused.append((fact, judged.wall))
                default: break
                }
            }
        }
        absorb(refused: refused)
    }

    /// In their order: what is journaled, or was created before, is never refused.
    private func checkNewBeforeLawful(_ judged: [JudgedRequest]) {
        var made: Set<FactID> = []
        for judged in judged {
            for (draft, outcome) in zip(judged.request.drafts, judged.outcomes) {
                guard case .success(let fact) = draft.fact, let id = fact.id else { continue }
                switch outcome {
                case .created: made.insert(id)
                case .refused(let findings) where position(of: id) != nil || made.contains(id):
                    let rules = findings.map(\.rule.rawValue)
                    fail(.lawfulBeforeNew, "\(id) is there and was refused: \(rules)")
                default: break
                }
            }
        }
    }

    /// A message of ingest, as it leaves.
    func ingestSends(_ frames: [[UInt8]], at now: Int64) {
        guard let envelope = try? Envelope(frames: frames),
            envelope.header.method == "ingest.v1/LogFacts", let id = envelope.header.requestId,
            let parcel = requests[id]
        else { return }
        guard envelope.header.status == .ok else {
            if envelope.header.status == .invalidArgument, !ambiguous.contains(id) {
                fail(.otherAnswerToTheSame, "\(id): \(envelope.header.reason ?? "")")
            }
            return
        }
        let outcomes = (try? envelope.body(LogFactsReply.self).outcomes) ?? []
        if ambiguous.contains(id) {
            for outcome in outcomes where outcome.isThere { checkThere(outcome) }
            return
        }
        guard outcomes.count == parcel.bodies.count else {
            return fail(
                .otherAnswerToTheSame, "\(outcomes.count) outcomes of \(parcel.bodies.count)")
        }
        compare(outcomes, to: id, at: now)
        for (index, outcome) in outcomes.enumerated() { check(outcome, parcel, index) }
        if now - (told[id]?.at ?? .min / 2) >= Request.timeoutMaximum {
            told[id] = Told(outcomes: outcomes, at: now)
        }
    }

    /// The same request hears the same, but that what was created exists.
    private func compare(_ outcomes: [Outcome], to id: FactID, at now: Int64) {
        guard let before = told[id], now - before.at < Request.timeoutMaximum,
            before.outcomes.contains(where: { $0.kind == .refused || $0.kind == .conflict })
        else { return }
        for (then, again) in zip(before.outcomes, outcomes) {
            let isSame =
                then.kind == .created
                ? again.kind == .exists && again.position == then.position
                : again == then
            if !isSame { fail(.otherAnswerToTheSame, "\(id): \(then.words), then \(again.words)") }
        }
    }

    private func check(_ outcome: Outcome, _ parcel: Parcel, _ index: Int) {
        outcomesJudged += 1
        let sent = try? WireCodec.decode(
            Fact.self, from: parcel.bodies[index], as: parcel.encoding, strictness: .strict)
        switch outcome.kind {
        case .created, .exists:
            checkThere(outcome)
            guard let id = outcome.id else { return }
            if outcome.kind == .created, !created.insert(id).inserted {
                fail(.countedTwice, "\(id) was created twice")
            }
            if let place = position(of: id), !isSame(sent, as: facts[Int(place.number) - 1].fact) {
                fail(.wrongConflict, "\(id) exists at \(place) with other content")
            }
        case .conflict where outcome.position == nil && !parcel.allOrNothing:
            fail(.wrongConflict, "a conflict with nothing")
        case .conflict: checkConflict(outcome, sent)
        case .refused, .notTaken: break
        default: fail(.otherAnswerToTheSame, "\(outcome.words)")
        }
    }

    /// Whether two facts say the same; where they come from is not part of it.
    private func isSame(_ sent: Fact?, as journaled: Fact) -> Bool {
        guard var sent else { return false }
        var journaled = journaled
        (sent.source, journaled.source) = (nil, nil)
        return sent == journaled
    }

    private func checkThere(_ outcome: Outcome) {
        guard let id = outcome.id, let place = outcome.position.map({ Position($0) }) else {
            return fail(.acknowledgedLost, "an outcome without id or position")
        }
        guard let there = position(of: id) else {
            return fail(.acknowledgedLost, "\(id) was \(outcome.words), and is not journaled")
        }
        if there != place { fail(.notTheFirstPosition, "\(id) at \(there), told \(place)") }
        acknowledged[id] = place
    }

    private func checkConflict(_ outcome: Outcome, _ sent: Fact?) {
        guard let place = outcome.position else { return }
        guard let sent, place <= facts.count else {
            return fail(.wrongConflict, "a conflict with position \(place)")
        }
        let journaled = facts[Int(place) - 1].fact
        if journaled.id != sent.id || isSame(sent, as: journaled)
            || differences(between: journaled, and: sent) != outcome.fields
        {
            fail(.wrongConflict, "position \(place): \(outcome.fields)")
        }
    }

    /// What a client hears, perhaps long after it was said.
    func heard(_ outcomes: [Outcome]) {
        for outcome in outcomes where outcome.isThere { checkThere(outcome) }
    }

    /// A request that can never be taken; the world sends none.
    func setAside(_ id: FactID, _ why: SetAside) {
        guard !ambiguous.contains(id) else { return }
        fail(.noProgress, "request \(id) was set aside: \(why)")
    }
}

extension JudgedRequest {
    /// Of its facts; none where it was not judged.
    fileprivate var outcomes: [FactOutcome] {
        if case .outcomes(let outcomes) = result { outcomes } else { [] }
    }
}

extension FactOutcome {
    /// Whether it fails its all-or-nothing request.
    fileprivate var isFailure: Bool {
        switch self {
        case .refused, .conflict, .notTaken: true
        case .created, .exists: false
        }
    }
}

extension Outcome {
    fileprivate var isThere: Bool { kind == .created || kind == .exists }

    fileprivate var words: String {
        "\(kind.map { $0.rawValue } ?? "nothing") at \(position.map { "\($0)" } ?? "no position")"
            + " \(violations.compactMap(\.rule))"
    }
}
