// SPDX-License-Identifier: Apache-2.0
//
// The known-at of a question, resolved to a position of the snapshot that answers it.
//
// Law: an answer never falls short of the knowledge asked for. A position beyond the cursor is
// waited for as `atLeastPosition` is. A moment stands for the last position recorded by then; while
// the snapshot ends before the journal that ingest had told of when the question came, or ingest has
// not told of any yet, facts recorded by then may still be on their way, and the question waits for
// them.

import Journal
import Pipeline
import Wire

extension KnownAtChoice {
    /// The last moment that counts, where a moment or a day was given.
    var lastMoment: Moment? {
        if let moment { return Moment(microseconds: moment) }
        return day.map {
            Moment(microseconds: Moment(startOf: $0.advanced(by: 1)).microseconds - 1)
        }
    }

    /// What is wrong with it, whatever the ledger.
    var flaw: String? {
        let given = [position != nil, moment != nil, day != nil].count { $0 }
        if given != 1 { return "knownAt is one of position, moment and day" }
        if epoch != nil, position == nil { return "an epoch belongs to a position" }
        if let position, position < 0 { return "positions are not below 0" }
        return nil
    }
}

/// What came of a known-at.
enum Knowledge {
    case known(Position)
    case notYet
    case refused(Refused)
}

extension QueryJob {
    /// The position of a known-at in a snapshot; the snapshot's own where none is asked.
    func knowledge<View: LedgerView>(
        _ choice: KnownAtChoice?, in view: View
    ) throws(JournalError) -> Knowledge {
        guard let choice else { return .known(view.cursor.position) }
        if let flaw = choice.flaw {
            return .refused(Refused(request.refusal(.invalidArgument, "KNOWN_AT_INVALID", flaw)))
        }
        if let epoch = choice.epoch, let own = view.cursor.epoch, own.text != epoch {
            return .refused(
                Refused(
                    request.refusal(
                        .failedPrecondition, "OTHER_EPOCH",
                        "the ledger is of epoch \(own), not \(epoch)")))
        }
        if let position = choice.position {
            let isThere = position <= view.cursor.position.number
            return isThere ? .known(Position(position)) : .notYet
        }
        guard let moment = choice.lastMoment else { return .known(view.cursor.position) }
        let found = try view.position(recordedBy: moment)
        let mayFollow = headWhenAsked.map { found < $0 } ?? asksIngest
        let isShort = found == view.cursor.position && mayFollow
        return isShort ? .notYet : .known(found)
    }
}
