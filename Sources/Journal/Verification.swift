// SPDX-License-Identifier: Apache-2.0
//
// Walks a journal in order and says where it is first not what was written.
//
// Checked here: positions without a gap, moments that never run backwards, leaves. An engine's own
// check sees its pages, not a flipped bit in a text; the leaf does. Deriving the columns and the id
// again from the bytes needs the codec, so the caller passes it as `check`.

public import Pipeline

/// The first thing wrong with a journal.
public struct Flaw: Hashable, Sendable {
    /// Where.
    public var position: Position
    /// What, for a person.
    public var reason: String

    /// A flaw.
    public init(position: Position, reason: String) {
        self.position = position
        self.reason = reason
    }
}

extension JournalReader {
    /// The first flaw after a position, or nil when all is sound.
    ///
    /// - Parameters:
    ///   - start: The walk begins after this position; the moment of that entry isn't known here.
    ///   - check: Compares id and columns with the bytes; a reason when they differ.
    /// - Throws: What reading throws; a row that can't be read as an entry at all is `.corrupt`.
    public func verify(
        after start: Position = .origin, check: (Entry) -> String? = { _ in nil }
    ) throws(JournalError) -> Flaw? {
        var last = Head(position: start, recordedAt: Moment(microseconds: .min))
        while true {
            let page = try read(after: last.position, max: 1_024, maxBytes: 4 << 20)
            guard !page.isEmpty else { break }
            for entry in page {
                if let reason = Self.flaw(of: entry, after: last) ?? check(entry) {
                    return Flaw(position: entry.position, reason: reason)
                }
                last = Head(position: entry.position, recordedAt: entry.recordedAt)
            }
        }
        let position = try head.position
        guard position <= last.position else {
            return Flaw(position: last.position.next, reason: "missing before the head")
        }
        return nil
    }

    private static func flaw(of entry: Entry, after last: Head) -> String? {
        if entry.position != last.position.next { return "follows \(last.position): a gap" }
        if entry.recordedAt < last.recordedAt { return "recorded before the entry before it" }
        return entry.hasSoundLeaf ? nil : "the leaf is not the hash of the entry"
    }
}
